"""Each square is given: their mean is asked for, one number."""
# caught by: test_vectors


def mse(y_pred, y):
    return (y_pred - y) ** 2
