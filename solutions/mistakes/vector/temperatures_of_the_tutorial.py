"""The six temperatures of the tutorial are written into your function. Use the list you are given."""
# caught by: test_ints, test_length

import torch


def vector(values):
    return torch.FloatTensor([23, 24, 24.5, 26, 27.2, 23.0])
