"""The gradient of b is never cleared: only that of w is. The loss falls all the same, even faster."""
# caught by: test_old_gradient_of_b_is_cleared


def loss_fn(y, y_pred):
    w.grad = None
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return loss.item()
