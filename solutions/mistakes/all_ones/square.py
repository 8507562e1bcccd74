"""Your matrix is always square. The number of columns is the second argument."""
# caught by: test_wide, test_tall

import torch


def all_ones(rows, columns):
    return torch.ones(rows, rows)
