"""The variance of the differences is taken: the sum of their squares is asked for."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y_pred - y).var()
    loss.backward()
    return loss.item()
