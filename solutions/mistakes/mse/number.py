"""A Python number is given, which is not joined to the graph."""
# caught by: test_vectors, test_gradient


def mse(y_pred, y):
    return ((y_pred - y) ** 2).mean().item()
