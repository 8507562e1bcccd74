"""A Python number is given: a tensor of x's shape is asked for."""
# caught by: test_square


def mean_gradient(x):
    return 1 / x.numel()
