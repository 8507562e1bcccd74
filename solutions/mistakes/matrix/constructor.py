"""`torch.Tensor(array)` copies the numbers into float32. The matrix keeps the array's own dtype and shares
its memory.
"""
# caught by: test_values, test_shared_memory

import torch


def matrix(table):
    return torch.Tensor(table)
