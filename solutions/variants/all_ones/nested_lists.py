"""A list of rows."""

import torch


def all_ones(rows, columns):
    return torch.Tensor([[1] * columns] * rows)
