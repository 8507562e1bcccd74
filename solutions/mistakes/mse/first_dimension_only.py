"""The mean runs along the first dimension only: that of all the numbers is asked for."""
# caught by: test_tables


def mse(y_pred, y):
    return ((y_pred - y) ** 2).mean(0)
