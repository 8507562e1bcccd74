"""The differences are averaged first and squared afterwards: square each one, then take the mean."""
# caught by: test_vectors


def mse(y_pred, y):
    return (y_pred - y).mean() ** 2
