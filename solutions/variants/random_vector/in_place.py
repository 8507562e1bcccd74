"""The old idiom: an uninitialised FloatTensor, filled in place."""

import torch


def random_vector(n):
    return torch.FloatTensor(n).uniform_()
