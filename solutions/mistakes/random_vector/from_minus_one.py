"""Your numbers are stretched over [-1, 1). The range asked for is [0, 1), which is what torch gives by
itself.
"""
# caught by: test_uniform

import torch


def random_vector(n):
    return torch.rand(n) * 2 - 1
