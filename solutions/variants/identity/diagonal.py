"""A vector of ones on the diagonal."""

import torch


def identity(n):
    return torch.diag(torch.ones(n))
