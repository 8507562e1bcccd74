"""The pair is given in the wrong order: dL/dw comes first."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x @ w + b - y).pow(2).sum()
    return torch.autograd.grad(loss, (b, w))
