"""Rows and columns are swapped. The matrix has the shape of the array."""
# caught by: test_values, test_shared_memory

import torch


def matrix(table):
    return torch.from_numpy(table.T)
