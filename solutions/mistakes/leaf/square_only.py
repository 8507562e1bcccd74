"""The number of columns is not looked at."""
# caught by: test_rows_and_columns

import torch


def leaf(rows, columns):
    return torch.ones(rows, rows, requires_grad=True)
