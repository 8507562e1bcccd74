"""The prediction of shape (n, 1) meets a y of shape (n,), and is broadcast to (n, n): y has the right shape already."""
# caught by: test_losses, test_parameters

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(steps):
        loss = (model(x) - y.squeeze(1)).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
