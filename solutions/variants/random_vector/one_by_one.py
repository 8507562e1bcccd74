"""Draws the numbers one at a time and stacks them."""

import torch


def random_vector(n):
    return torch.stack([torch.rand(()) for _ in range(n)])
