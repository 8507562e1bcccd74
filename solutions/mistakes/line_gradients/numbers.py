"""Numbers are given where tensors of the parameters' shape are asked for."""
# caught by: test_gradients

import torch


def line_gradients(x, y, w, b):
    loss = (x @ w + b - y).pow(2).sum()
    dw, db = torch.autograd.grad(loss, (w, b))
    return dw.item(), db.item()
