"""The absolute differences are summed: the squared ones are asked for."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = (y_pred - y).abs().sum()
    loss.backward()
    return loss.item()
