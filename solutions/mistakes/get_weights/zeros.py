"""The weights are zeros: draw them at random with `torch.randn`."""
# caught by: test_two_parameters, test_two_calls_differ

import torch


def get_weights():
    w = torch.zeros(1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    return w, b
