"""The parameters' own `.grad` is cleared: it is to be left as it was. `torch.autograd.grad` does not touch it."""
# caught by: test_old_gradients_stay


def line_gradients(x, y, w, b):
    w.grad = b.grad = None
    (x @ w + b - y).pow(2).sum().backward()
    found = w.grad, b.grad
    w.grad = b.grad = None
    return found
