"""The mean of the squares is taken: L is their sum."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x @ w + b - y).pow(2).mean()
    return torch.autograd.grad(loss, (w, b))
