"""The weights are constants: draw them at random with `torch.randn`."""
# caught by: test_two_calls_differ

import torch


def get_weights():
    return torch.tensor([0.5], requires_grad=True), torch.tensor([0.1], requires_grad=True)
