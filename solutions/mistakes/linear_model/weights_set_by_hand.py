"""The weights are set by hand, the same for every model: leave them as the layer draws them."""
# caught by: test_new_each_time

from torch import nn


def linear_model():
    model = nn.Linear(1, 1)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    return model
