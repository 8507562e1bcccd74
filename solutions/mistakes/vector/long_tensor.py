"""`LongTensor` holds whole numbers: the fractions of the temperatures are cut off."""
# caught by: test_temperatures, test_mixed

import torch


def vector(values):
    return torch.LongTensor([int(value) for value in values])
