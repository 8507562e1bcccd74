"""w and b are one and the same tensor: make two."""
# caught by: test_two_parameters

import torch


def get_weights():
    w = torch.randn(1, requires_grad=True)
    return w, w
