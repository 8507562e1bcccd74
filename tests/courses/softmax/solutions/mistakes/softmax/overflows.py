"""exp of a large number is infinite, and infinite divided by infinite is no number. Take the largest one away first."""
# caught by: test_large_numbers

import torch


def softmax(x):
    powers = torch.exp(x)
    return powers / powers.sum(dim=-1, keepdim=True)
