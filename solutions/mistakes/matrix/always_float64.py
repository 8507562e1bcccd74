"""Asking for float64 copies every array that is of another dtype. Leave the dtype as it is."""
# caught by: test_float32, test_whole_numbers

import torch


def matrix(table):
    return torch.as_tensor(table, dtype=torch.float64)
