"""The ones stand on the wrong diagonal. They belong where row and column have the same number."""
# caught by: test_small, test_product

import torch


def identity(n):
    return torch.eye(n).flip(0)
