"""The numbers are rounded or go through `int` on their way, and their fractions are lost."""
# caught by: test_temperatures, test_mixed

import torch


def vector(values):
    return torch.FloatTensor([int(value) for value in values])
