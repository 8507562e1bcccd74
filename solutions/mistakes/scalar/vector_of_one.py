"""Your tensor has shape (1,): the square brackets make a vector of one number. A scalar is made from the
bare number.
"""
# caught by: test_fraction, test_int

import torch


def scalar(value):
    return torch.tensor([float(value)])
