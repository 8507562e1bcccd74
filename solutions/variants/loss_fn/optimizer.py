"""An optimizer clears the gradients."""

import torch


def loss_fn(y, y_pred):
    torch.optim.SGD([w, b], lr=0.1).zero_grad()
    difference = y - y_pred
    loss = torch.dot(difference, difference)
    loss.backward()
    return loss.tolist()
