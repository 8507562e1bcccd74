"""The mean itself is given: its gradient is asked for, which has x's shape."""
# caught by: test_square


def mean_gradient(x):
    return x.mean()
