"""The library's loss, gradients by `autograd.grad`."""

import torch
import torch.nn.functional as F


def loss_fn(y, y_pred):
    loss = F.mse_loss(y_pred, y, reduction="sum")
    w.grad, b.grad = torch.autograd.grad(loss, (w, b))
    return float(loss.detach())
