"""`torch.mm` is the matrix product: `*` multiplies element by element."""
# caught by: test_values

import torch


def multiply(a, b):
    return torch.mm(a, b)
