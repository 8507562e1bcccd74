"""The step is taken here already: leave it to `optimize`."""
# caught by: test_takes_no_step


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    w.data -= 1e-3 * w.grad
    b.data -= 1e-3 * b.grad
    return loss.item()
