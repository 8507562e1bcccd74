"""`torch.tensor` always copies, so the matrix has memory of its own. There is a function that takes a NumPy
array as it is.
"""
# caught by: test_shared_memory

import torch


def matrix(table):
    return torch.tensor(table)
