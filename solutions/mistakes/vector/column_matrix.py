"""Your tensor has shape (n, 1), a column. A vector has one dimension: (n,)."""
# caught by: test_temperatures, test_length

import torch


def vector(values):
    return torch.tensor(values, dtype=torch.float32).view(-1, 1)
