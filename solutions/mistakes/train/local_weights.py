"""Without `global` w and b are local to `train`, and the network uses others: the trained parameters are not left in the module."""
# caught by: test_leaves_the_trained_parameters


def train(steps=500, learning_rate=1e-4):
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps):
        loss = float(((x @ w + b - y) ** 2).sum())
        if step % 50 == 0:
            print(loss)
            losses.append(loss)
        gw = (2 * (x @ w + b - y) * x[:, 0]).sum().detach()
        gb = (2 * (x @ w + b - y)).sum().detach()
        w = (w - learning_rate * gw).detach()
        b = (b - learning_rate * gb).detach()
    return losses
