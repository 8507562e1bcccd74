"""Your tensor has shape (1,), a vector of one number. A scalar is made from the bare number, without brackets round it."""
# caught by: test_fraction, test_int

import torch


def scalar(value):
    return torch.tensor([float(value)])
