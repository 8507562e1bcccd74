"""A tensor made from a size alone is not random: it holds nothing in particular. Random numbers come from a
function of their own.
"""
# caught by: test_two_calls, test_uniform

import torch


def random_vector(n):
    return torch.zeros(n)
