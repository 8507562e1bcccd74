"""Your tensor is float64, NumPy's and Python's own precision. torch's usual dtype, and the one asked for,
is float32.
"""
# caught by: test_fraction, test_int

import torch


def scalar(value):
    return torch.tensor(value, dtype=torch.float64)
