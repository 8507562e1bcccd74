"""The sum goes over the first dimension, so that columns add up to 1. Sum over the last one: `dim=-1`."""
# caught by: test_random_values

import torch


def softmax(x):
    powers = torch.exp(x - x.max())
    return powers / powers.sum(dim=0, keepdim=True)
