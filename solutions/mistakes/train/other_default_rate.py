"""The default learning rate is not 1e-4."""
# caught by: test_defaults


def train(steps=500, learning_rate=1e-3):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps):
        loss = loss_fn(y, simple_network(x))
        if step % 50 == 0:
            print(loss)
            losses.append(loss)
        optimize(learning_rate)
    return losses
