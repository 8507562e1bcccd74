"""You return a vector of ones, the diagonal alone. The identity is a matrix, (n, n)."""
# caught by: test_small, test_one_and_two

import torch


def identity(n):
    return torch.ones(n)
