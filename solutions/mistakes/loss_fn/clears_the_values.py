"""The values of w and b are set to zero: it is their gradients, `w.grad` and `b.grad`, that are cleared."""
# caught by: test_takes_no_step


def loss_fn(y, y_pred):
    w.data.zero_()
    b.data.zero_()
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return loss.item()
