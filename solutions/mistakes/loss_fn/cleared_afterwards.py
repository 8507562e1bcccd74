"""The gradients are cleared after `backward()`: then nothing is left for the step. Clear them before."""
# caught by: test_gradient_of_w, test_gradient_of_b


def loss_fn(y, y_pred):
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    w.grad = None
    b.grad = None
    return loss.item()
