"""Each call gives the same evenly spaced numbers in another order. Random numbers are drawn one by one,
independent of each other.
"""
# caught by: test_two_calls

import torch


def random_vector(n):
    return torch.randperm(n) / n
