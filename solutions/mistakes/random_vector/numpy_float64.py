"""NumPy's random numbers are float64, and `torch.manual_seed` does not reach them. Let torch draw the
numbers.
"""
# caught by: test_shape, test_single

import numpy as np
import torch


def random_vector(n):
    return torch.tensor(np.random.rand(n))
