"""`torch.tensor(…)` makes a copy that knows nothing of the graph: give the result itself."""
# caught by: test_gradients_reach_both_parameters

import torch


def simple_network(x):
    return torch.tensor((x @ w + b).tolist())
