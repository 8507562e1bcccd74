"""The absolute differences are summed: L is the sum of the squared ones."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x @ w + b - y).abs().sum()
    return torch.autograd.grad(loss, (w, b))
