"""The weights are no leaves: `torch.randn(1, requires_grad=True) * 0.1` is the result of an operation, and its `.grad` stays None."""
# caught by: test_two_parameters

import torch


def get_weights():
    w = torch.randn(1, requires_grad=True) * 0.1
    b = torch.randn(1, requires_grad=True) * 0.1
    return w, b
