"""A copy of the model is trained: the model itself stays as it was."""
# caught by: test_parameters

import copy

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    model = copy.deepcopy(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
