"""The differences are summed as they are, so that those above and below cancel: square each one first."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y_pred - y).sum()
    loss.backward()
    return loss.item()
