"""The tensor is the result of an operation, so it is no leaf."""
# caught by: test_square

import torch


def leaf(rows, columns):
    return torch.zeros(rows, columns, requires_grad=True) + 1
