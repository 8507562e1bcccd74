"""The mean is returned, while the gradients are those of the sum: return the sum."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return loss.item() / len(y)
