"""The function sets the seed itself, so every call gives the same numbers. Seeding is the caller's
business.
"""
# caught by: test_two_calls, test_single, test_same_seed

import torch


def random_vector(n):
    torch.manual_seed(0)
    return torch.rand(n)
