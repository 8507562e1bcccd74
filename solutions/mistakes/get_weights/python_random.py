"""The weights come from Python's generator: `torch.manual_seed` has no effect on it."""
# caught by: test_same_seed_same_values

import random

import torch


def get_weights():
    return tuple(torch.tensor([random.gauss(0, 1)], requires_grad=True) for _ in range(2))
