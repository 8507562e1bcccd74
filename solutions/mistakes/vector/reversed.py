"""The numbers come in reverse order."""
# caught by: test_mixed, test_temperatures

import torch


def vector(values):
    return torch.tensor(values[::-1], dtype=torch.float32)
