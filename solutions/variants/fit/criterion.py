"""With a criterion object, in the order of the old tutorial."""

import torch
from torch import nn


def fit(model, x, y, steps, learning_rate):
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        output = model(x)
        loss = criterion(output, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses += [float(loss.detach())]
    return losses
