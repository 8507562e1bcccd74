"""`squeeze()` removes every dimension of length one: a vector of one number becomes a scalar. Ask for the
right shape from the start.
"""
# caught by: test_single

import torch


def random_vector(n):
    return torch.rand(n, 1).squeeze()
