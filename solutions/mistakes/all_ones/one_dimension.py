"""All the ones lie in one long row, a vector. Give the function both sizes."""
# caught by: test_wide, test_square

import torch


def all_ones(rows, columns):
    return torch.ones(rows * columns)
