"""`optimize` is never called: the parameters stay as they were, and so does the loss."""
# caught by: test_losses, test_leaves_the_trained_parameters


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
    return losses
