"""The gradient of the sum is 1 everywhere: that of the mean is asked for."""
# caught by: test_square

import torch


def mean_gradient(x):
    return torch.ones_like(x)
