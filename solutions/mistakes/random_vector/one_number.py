"""One number is drawn and repeated: draw n of them."""
# caught by: test_shape

import torch


def random_vector(n):
    return torch.rand(1).repeat(n)
