"""The model is reset at every step: it begins anew again and again."""
# caught by: test_parameters

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    losses = []
    for _ in range(steps):
        model.reset_parameters()
        optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
