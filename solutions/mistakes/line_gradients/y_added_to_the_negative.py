"""The signs in the difference are mixed up: it is x·w + b - y."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (y - x @ w + b).pow(2).sum()
    return torch.autograd.grad(loss, (w, b))
