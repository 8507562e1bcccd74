"""Half of the mean is given, as in some textbooks: the mean itself is asked for."""
# caught by: test_vectors


def mse(y_pred, y):
    return ((y_pred - y) ** 2).mean() / 2
