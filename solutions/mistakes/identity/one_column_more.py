"""The matrix is not square: with two sizes, the second is the number of columns."""
# caught by: test_small, test_large

import torch


def identity(n):
    return torch.eye(n, n + 1)
