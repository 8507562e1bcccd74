"""The numbers come from Python's generator: `torch.manual_seed` has no effect on it."""
# caught by: test_same_seed

import random

import torch


def random_vector(n):
    return torch.tensor([random.random() for _ in range(n)])
