"""Makes an empty 0-dimensional tensor and fills it."""

import torch


def scalar(value):
    return torch.empty(()).fill_(value)
