"""The prediction has shape (n, 1): multiply the matrix x by the vector w, so that it becomes (n,)."""
# caught by: test_values

import torch


def simple_network(x):
    return x * w + b
