"""`torch.mm` is the matrix product: `*` multiplies element by element."""
# caught by: test_vectors

import torch


def multiply(a, b):
    return torch.mm(a, b)
