"""The size as a tuple, the dtype named, gradients switched off by a decorator."""

import torch


@torch.no_grad()
def random_vector(n):
    return torch.rand((n,), dtype=torch.float32)
