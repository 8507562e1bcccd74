"""Rows and columns are swapped."""
# caught by: test_rows_and_columns

import torch


def leaf(rows, columns):
    return torch.ones(columns, rows, requires_grad=True)
