"""The differences are summed first and squared afterwards: square each one, then sum."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = (y_pred - y).sum().pow(2)
    loss.backward()
    return loss.item()
