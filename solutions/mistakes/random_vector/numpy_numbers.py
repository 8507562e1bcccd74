"""The numbers come from NumPy's generator, which `torch.manual_seed` does not reach. Let torch draw
them.
"""
# caught by: test_same_seed

import numpy as np
import torch


def random_vector(n):
    return torch.from_numpy(np.random.rand(n)).float()
