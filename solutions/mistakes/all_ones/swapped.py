"""Rows and columns are swapped: the number of rows comes first."""
# caught by: test_wide, test_tall

import torch


def all_ones(rows, columns):
    return torch.ones(columns, rows)
