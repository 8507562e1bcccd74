"""Whole numbers are drawn and divided: between them nothing can come. `torch.rand` draws any number."""
# caught by: test_uniform

import torch


def random_vector(n):
    return torch.randint(0, 100, (n,)) / 100
