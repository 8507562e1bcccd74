"""The differences are not squared."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x @ w + b - y).sum()
    return torch.autograd.grad(loss, (w, b))
