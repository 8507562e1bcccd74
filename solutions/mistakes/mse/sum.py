"""The sum of the squares is taken: the mean is asked for."""
# caught by: test_vectors


def mse(y_pred, y):
    return ((y_pred - y) ** 2).sum()
