"""The parameters are frozen: they would never be learnt."""
# caught by: test_shapes

from torch import nn


def linear_model():
    return nn.Linear(1, 1).requires_grad_(False)
