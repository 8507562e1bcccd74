"""The prediction is made under `no_grad`, which is for the step: here the graph is needed."""
# caught by: test_gradients_reach_both_parameters

import torch


def simple_network(x):
    with torch.no_grad():
        return torch.matmul(x, w) + b
