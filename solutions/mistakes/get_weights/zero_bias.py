"""b is not random, it is always 0: draw it like w."""
# caught by: test_two_calls_differ

import torch


def get_weights():
    return torch.randn(1, requires_grad=True), torch.zeros(1, requires_grad=True)
