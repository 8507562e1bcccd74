"""Each is squared before the difference is taken: the difference comes first, then its square."""
# caught by: test_vectors


def mse(y_pred, y):
    return (y_pred**2 - y**2).mean()
