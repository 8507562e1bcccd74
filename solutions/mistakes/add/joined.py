"""The tensors are put one after the other with `torch.cat`: add them element by element."""
# caught by: test_vectors

import torch


def add(a, b):
    return torch.cat([a, b])
