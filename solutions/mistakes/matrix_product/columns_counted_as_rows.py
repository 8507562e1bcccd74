"""The columns of the result are counted with the number of rows: b has a number of columns of its own."""
# caught by: test_shapes

import torch


def matrix_product(a, b):
    rows = a.shape[0]
    result = torch.zeros(rows, b.shape[1], dtype=a.dtype)
    for i in range(rows):
        for j in range(rows):
            result[i, j] = (a[i] * b[:, j]).sum()
    return result
