"""Whole numbers are asked of `randint`; uniform in [0, 1) means fractions such as 0.37."""
# caught by: test_shape

import torch


def random_vector(n):
    return torch.randint(0, 10, (n,)).float()
