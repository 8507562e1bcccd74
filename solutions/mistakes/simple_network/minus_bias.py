"""b is subtracted where it should be added."""
# caught by: test_values

import torch


def simple_network(x):
    return torch.matmul(x, w) - b
