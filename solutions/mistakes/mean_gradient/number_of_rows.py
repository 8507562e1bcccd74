"""One divided by the number of rows is given: the mean is that of all the numbers."""
# caught by: test_square

import torch


def mean_gradient(x):
    return torch.ones_like(x.detach()) / len(x)
