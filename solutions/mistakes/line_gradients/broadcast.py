"""Of prediction and y one has shape (n, 1), the other (n,): their difference is broadcast to (n, n)."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x * w + b - y).pow(2).sum()
    return torch.autograd.grad(loss, (w, b))
