"""A comparison gives True and False, dtype bool. Turn them into float32."""
# caught by: test_small, test_large

import torch


def identity(n):
    return torch.arange(n)[:, None] == torch.arange(n)
