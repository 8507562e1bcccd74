"""Only every fiftieth loss is kept: one for each step is asked for."""
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
        if step % 50 == 0:
            losses.append(loss.item())
    return losses
