"""The last column is never computed: a loop over `range(m - 1)` ends too early."""
# caught by: test_shapes

import torch


def matrix_product(a, b):
    c = torch.zeros(a.shape[0], b.shape[1], dtype=a.dtype)
    c[:, :-1] = a @ b[:, :-1]
    return c
