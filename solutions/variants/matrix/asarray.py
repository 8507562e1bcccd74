"""asarray, told not to copy."""

import torch


def matrix(table):
    return torch.asarray(table, copy=False)
