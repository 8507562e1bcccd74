"""Your numbers come from a bell curve around 0: that is what the n in `randn` means. Uniform in [0, 1) is
the function without it.
"""
# caught by: test_uniform

import torch


def random_vector(n):
    return torch.randn(n)
