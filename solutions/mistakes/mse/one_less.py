"""The sum is divided by one less than there are numbers, as for a variance: divide by their number."""
# caught by: test_vectors


def mse(y_pred, y):
    return ((y_pred - y) ** 2).sum() / (y.numel() - 1)
