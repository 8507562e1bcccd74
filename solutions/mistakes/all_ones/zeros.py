"""Your matrix is full of zeros."""
# caught by: test_wide, test_square

import torch


def all_ones(rows, columns):
    return torch.zeros(rows, columns)
