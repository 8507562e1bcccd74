"""The extra pair of brackets makes a matrix of one row, (1, n). A vector has one dimension."""
# caught by: test_temperatures, test_length

import torch


def vector(values):
    return torch.tensor([values], dtype=torch.float32)
