"""`nn.Sequential` wraps layers in another module: one `nn.Linear` by itself is asked for."""
# caught by: test_shapes

from torch import nn


def linear_model():
    return nn.Sequential(nn.Linear(1, 1), nn.ReLU())
