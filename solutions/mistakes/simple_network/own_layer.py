"""A layer of its own predicts, with weights of its own: use the module's w and b."""
# caught by: test_values

from torch import nn


def simple_network(x):
    return nn.Linear(1, 1)(x).squeeze(1)
