"""The derivative of a square has a factor 2."""
# caught by: test_gradients


def line_gradients(x, y, w, b):
    r = (x @ w + b - y).detach()
    return (r * x[:, 0]).sum().view(1), r.sum().view(1)
