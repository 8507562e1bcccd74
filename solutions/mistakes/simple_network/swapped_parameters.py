"""w and b have changed places: the input is multiplied by w, and b is added."""
# caught by: test_values

import torch


def simple_network(x):
    return torch.matmul(x, b) + w
