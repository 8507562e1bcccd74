"""Your matrix is full of ones. That is what the tutorial's sentence says, and not the identity: it has ones
on the diagonal only.
"""
# caught by: test_small, test_large

import torch


def identity(n):
    return torch.ones(n, n)
