"""b is detached: it would never be learnt."""
# caught by: test_gradients_reach_both_parameters

import torch


def simple_network(x):
    return torch.matmul(x, w) + b.detach()
