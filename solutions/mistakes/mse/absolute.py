"""The absolute differences are averaged: the squared ones are asked for."""
# caught by: test_vectors


def mse(y_pred, y):
    return (y_pred - y).abs().mean()
