"""The squares are divided by the number of rows: the mean is that of all the numbers."""
# caught by: test_tables


def mse(y_pred, y):
    return ((y_pred - y) ** 2).sum() / len(y)
