"""The size is fixed in your code. It is the argument."""
# caught by: test_small, test_large

import torch


def identity(n):
    return torch.eye(3)
