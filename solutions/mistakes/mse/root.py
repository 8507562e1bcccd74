"""The root of the mean is taken: the mean itself is asked for."""
# caught by: test_vectors


def mse(y_pred, y):
    return ((y_pred - y) ** 2).mean().sqrt()
