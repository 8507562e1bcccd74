"""The tutorial's own idiom."""

import torch


def vector(values):
    return torch.FloatTensor(values)
