"""The loss is measured after the step: the exercise asks for the one before it."""
# caught by: test_losses


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps):
        loss_fn(y, simple_network(x))
        optimize(learning_rate)
        if step % 50 == 0:
            loss = loss_fn(y, simple_network(x))
            print(loss)
            losses.append(loss)
    return losses
