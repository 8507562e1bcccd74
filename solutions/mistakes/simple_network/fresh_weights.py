"""New weights are drawn inside: use the module's w and b."""
# caught by: test_values

import torch


def simple_network(x):
    weight = torch.randn(1, requires_grad=True)
    bias = torch.randn(1, requires_grad=True)
    return torch.matmul(x, weight) + bias
