"""By way of lists the numbers are copied one by one, and the dtype is lost. torch and NumPy can share the
memory itself.
"""
# caught by: test_shared_memory, test_float32

import torch


def matrix(table):
    return torch.tensor(table.tolist())
