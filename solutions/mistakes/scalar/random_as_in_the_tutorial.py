"""The tutorial's `torch.rand(10)` is a vector of ten random numbers. A scalar has no dimension, and holds
the number you are given.
"""
# caught by: test_fraction, test_int

import torch


def scalar(value):
    return torch.rand(10)
