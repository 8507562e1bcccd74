"""The diagonal holds 0, 1, 2, …: ones are asked for."""
# caught by: test_small

import torch


def identity(n):
    return torch.diag(torch.arange(n).float())
