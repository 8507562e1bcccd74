"""`torch.Tensor(7)` does not hold the number 7: it makes seven numbers of whatever is in memory, since the
constructor takes sizes. Use the function that takes values.
"""
# caught by: test_int, test_zero_and_small

import torch


def scalar(value):
    return torch.Tensor(int(value)) if value >= 0 else torch.Tensor(0)
