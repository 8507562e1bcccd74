"""full with a float, so that the dtype is float32."""

import torch


def all_ones(rows, columns):
    return torch.full((rows, columns), 1.0)
