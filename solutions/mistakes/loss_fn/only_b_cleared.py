"""The gradient of w is never cleared: only that of b is."""
# caught by: test_old_gradient_of_w_is_cleared


def loss_fn(y, y_pred):
    b.grad = None
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return loss.item()
