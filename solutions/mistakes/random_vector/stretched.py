"""The numbers are stretched beyond [0, 1): give them as they are drawn."""
# caught by: test_shape

import torch


def random_vector(n):
    return torch.rand(n) * 10
