"""`w.item()` is a plain number: what is made of it is not joined to the graph, and w would never be learnt."""
# caught by: test_gradients_reach_both_parameters

import torch


def simple_network(x):
    return x.squeeze(1) * w.item() + b
