"""`torch.normal` and `requires_grad_`."""

import torch


def get_weights():
    w = torch.normal(0.0, 1.0, size=(1,)).requires_grad_()
    b = torch.empty(1).normal_()
    b.requires_grad = True
    return w, b
