"""The weights are drawn once, when the file is read, and given again and again: draw them inside the function."""
# caught by: test_two_calls_differ

import torch


W, B = torch.randn(1, requires_grad=True), torch.randn(1, requires_grad=True)


def get_weights():
    return W, B
