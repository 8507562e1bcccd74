"""The loss is rounded: give it with all its digits."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return round(loss.item(), 2)
