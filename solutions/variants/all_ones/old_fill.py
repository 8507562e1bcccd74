"""The old idiom: an uninitialised FloatTensor, filled in place."""

import torch


def all_ones(rows, columns):
    return torch.FloatTensor(rows, columns).fill_(1)
