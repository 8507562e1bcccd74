"""b is counted twice (`alpha=2`)."""
# caught by: test_vectors

import torch


def add(a, b):
    return torch.add(a, b, alpha=2)
