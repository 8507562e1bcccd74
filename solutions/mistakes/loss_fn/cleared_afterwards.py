"""No gradient is left for the step: it is cleared after `backward()` (clear it before), or the loss does not lead back to w and b."""
# caught by: test_gradient_of_w, test_gradient_of_b


def loss_fn(y, y_pred):
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    w.grad = None
    b.grad = None
    return loss.item()
