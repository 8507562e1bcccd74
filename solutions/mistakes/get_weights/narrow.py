"""The numbers are drawn too near to 0: a tenth of a normal number is not standard normal."""
# caught by: test_standard_normal

import torch


def get_weights():
    w = (torch.randn(1) * 0.1).requires_grad_()
    b = (torch.randn(1) * 0.1).requires_grad_()
    return w, b
