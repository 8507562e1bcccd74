"""The ten of the tutorial is still in your code. The length is the argument."""
# caught by: test_shape, test_single

import torch


def random_vector(n):
    return torch.rand(10)
