"""The loss of step 0 is left out: 0 is a multiple of 50, too."""
# caught by: test_losses, test_one_step


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps):
        loss = loss_fn(y, simple_network(x))
        if step and step % 50 == 0:
            print(loss)
            losses.append(loss)
        optimize(learning_rate)
    return losses
