"""The functional form of a linear layer, flattened."""

import torch.nn.functional as F


def simple_network(x):
    return F.linear(x, w.view(1, 1), b).flatten()
