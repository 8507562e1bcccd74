"""`squeeze()` turns a vector of one number into a scalar. A list of one still has one dimension."""
# caught by: test_single

import torch


def vector(values):
    return torch.tensor(values, dtype=torch.float32).squeeze()
