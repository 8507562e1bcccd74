"""b is missing: the prediction is x @ w + b."""
# caught by: test_values

import torch


def simple_network(x):
    return torch.matmul(x, w)
