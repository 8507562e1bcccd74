"""The flag is set afterwards."""

import torch


def leaf(rows, columns):
    x = torch.full((rows, columns), 1.0)
    x.requires_grad_()
    return x
