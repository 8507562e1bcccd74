"""`backward()` is never called: the gradients stay None."""
# caught by: test_gradient_of_w, test_gradient_of_b


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = (y_pred - y).pow(2).sum()
    return loss.item()
