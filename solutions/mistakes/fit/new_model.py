"""A model of its own is trained: train the one that is passed."""
# caught by: test_losses, test_parameters

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    model = nn.Linear(x.shape[1], 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(steps):
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
