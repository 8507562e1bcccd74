"""The last sample is left out: a loop over `range(len(y) - 1)` ends too early."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y_pred - y)[:-1].pow(2).sum()
    loss.backward()
    return loss.item()
