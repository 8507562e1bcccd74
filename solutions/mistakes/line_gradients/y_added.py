"""y is added: the difference x·w + b - y is asked for."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x @ w + b + y).pow(2).sum()
    return torch.autograd.grad(loss, (w, b))
