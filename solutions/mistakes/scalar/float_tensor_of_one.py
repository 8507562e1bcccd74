"""`torch.FloatTensor([value])` is a vector of one number, of shape (1,): the list makes a dimension. Look
for a call that takes the bare number.
"""
# caught by: test_fraction, test_int

import torch


def scalar(value):
    return torch.FloatTensor([value])
