"""Something is added to the sum of the squares, such as a penalty on the weights: the loss is that sum alone."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y_pred - y).pow(2).sum() + 0.01 * (w**2 + b**2).sum()
    loss.backward()
    return loss.item()
