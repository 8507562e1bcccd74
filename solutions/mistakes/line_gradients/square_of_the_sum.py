"""The differences are summed first and squared afterwards: square each one, then sum."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x @ w + b - y).sum() ** 2
    return torch.autograd.grad(loss, (w, b))
