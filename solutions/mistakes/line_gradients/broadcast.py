"""x * w has shape (n, 1): minus y of shape (n,) it is broadcast to (n, n)."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x * w + b - y).pow(2).sum()
    return torch.autograd.grad(loss, (w, b))
