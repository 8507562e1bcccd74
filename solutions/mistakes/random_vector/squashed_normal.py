"""Squashing a bell curve into (0, 1) leaves more numbers in the middle than at the ends. Uniform means
evenly spread.
"""
# caught by: test_uniform

import torch


def random_vector(n):
    return torch.sigmoid(torch.randn(n))
