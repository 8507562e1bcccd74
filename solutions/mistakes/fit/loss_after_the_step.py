"""The loss is measured after the step: the one before it is asked for."""
# caught by: test_losses

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(steps):
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(nn.functional.mse_loss(model(x), y).item())
    return losses
