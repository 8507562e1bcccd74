"""The powers are not divided by their sum: they should add up to 1 in each row."""
# caught by: test_by_hand, test_random_values

import torch


def softmax(x):
    return torch.exp(x - x.amax(dim=-1, keepdim=True))
