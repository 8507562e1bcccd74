"""The weights are drawn far too near to 0: no small deviation, and no factor such as 0.01. Plain `torch.randn` is asked for."""
# caught by: test_standard_normal

import torch


def get_weights():
    return tuple((torch.randn(1) * 0.01).requires_grad_() for _ in range(2))
