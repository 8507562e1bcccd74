"""`backward()` on copies of the parameters."""

import torch


def line_gradients(x, y, w, b):
    w2, b2 = w.detach().clone().requires_grad_(), b.detach().clone().requires_grad_()
    ((torch.matmul(x, w2) + b2 - y) ** 2).sum().backward()
    return [w2.grad, b2.grad]
