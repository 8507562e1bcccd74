"""The generator is seeded inside the function, so that every call gives the same weights: leave the seed to the caller."""
# caught by: test_two_calls_differ

import torch


def get_weights():
    torch.manual_seed(1)
    w = torch.randn(1, requires_grad=True)
    b = torch.randn(1, requires_grad=True)
    return w, b
