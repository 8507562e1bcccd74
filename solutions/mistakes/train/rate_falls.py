"""The learning rate changes while training: it stays as it was passed."""
# caught by: test_losses


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps):
        loss = loss_fn(y, simple_network(x))
        if step % 50 == 0:
            print(loss)
            losses.append(loss)
            learning_rate = learning_rate / 2
        optimize(learning_rate)
    return losses
