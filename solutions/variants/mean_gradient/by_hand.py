"""By arithmetic."""

import torch


def mean_gradient(x):
    return torch.full(x.shape, 1 / x.numel())
