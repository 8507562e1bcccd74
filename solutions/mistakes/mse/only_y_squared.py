"""Only y is squared, since `**` binds more tightly than `-`: put the difference in brackets."""
# caught by: test_vectors


def mse(y_pred, y):
    return (y_pred - y**2).mean()
