"""A step is taken for each sample by itself: one step for all of them together is asked for."""
# caught by: test_losses

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        for one, target in zip(x, y, strict=True):
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(one), target)
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
    return losses
