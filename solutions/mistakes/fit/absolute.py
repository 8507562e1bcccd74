"""The absolute error is minimised (`L1Loss`): the mean squared one is asked for."""
# caught by: test_losses

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        loss = nn.functional.l1_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
