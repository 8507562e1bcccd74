"""The loss is returned as a tensor: `loss.item()` gives the Python float."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return loss
