"""x and y are swapped: the model is given x, and its result is compared with y."""
# caught by: test_losses

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(y), x)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
