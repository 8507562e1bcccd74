"""The loss by hand, gradients cleared by the model."""

import torch


def fit(model, x, y, steps, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(steps):
        model.zero_grad()
        loss = (model(x) - y).pow(2).mean()
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
    return losses
