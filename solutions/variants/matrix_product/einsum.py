"""Einstein's notation."""

import torch


def matrix_product(a, b):
    return torch.einsum("ij,jk->ik", a, b)
