"""The numbers are evenly spaced, from 0 on: random ones are to be drawn."""
# caught by: test_two_calls

import torch


def random_vector(n):
    return torch.linspace(0, 1, n + 1)[:n]
