"""The matrix is one smaller than asked for: the size is n, not n - 1."""
# caught by: test_small, test_large

import torch


def identity(n):
    return torch.eye(n - 1)
