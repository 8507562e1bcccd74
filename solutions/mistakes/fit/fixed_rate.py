"""The learning rate of the argument is not used."""
# caught by: test_parameters, test_learning_rate_counts

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
