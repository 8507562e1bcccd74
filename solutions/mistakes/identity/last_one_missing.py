"""The last one on the diagonal is missing: a loop over `range(n - 1)` ends too early."""
# caught by: test_small

import torch


def identity(n):
    matrix = torch.zeros(n, n)
    for i in range(n - 1):
        matrix[i, i] = 1
    return matrix
