"""The constructor with the capital letter, which is float32 whatever the numbers are."""

import torch


def vector(values):
    return torch.Tensor(values)
