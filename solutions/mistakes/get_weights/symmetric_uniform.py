"""The weights are uniform between -1 and 1: the normal distribution is `torch.randn`."""
# caught by: test_standard_normal

import torch


def get_weights():
    return tuple(torch.empty(1).uniform_(-1, 1).requires_grad_() for _ in range(2))
