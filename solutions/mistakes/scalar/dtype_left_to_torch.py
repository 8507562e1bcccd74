"""Given an int, `torch.tensor` makes an int64 tensor. Turn the number into a float, or name the dtype."""
# caught by: test_int

import torch


def scalar(value):
    return torch.tensor(value)
