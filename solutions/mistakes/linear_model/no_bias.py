"""The bias is left out."""
# caught by: test_shapes

from torch import nn


def linear_model():
    return nn.Linear(1, 1, bias=False)
