"""The gradients are set to zero after `backward()`: nothing is left for the step. Clear them before it."""
# caught by: test_gradient_of_w


def loss_fn(y, y_pred):
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    w.grad.zero_()
    b.grad.zero_()
    return loss.item()
