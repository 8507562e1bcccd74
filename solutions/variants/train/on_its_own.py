"""Calls nothing by name but the data and the weights: the whole loop with autograd inside."""

import torch


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps):
        loss = ((x @ w + b - y) ** 2).sum()
        if step % 50 == 0:
            losses.append(loss.item())
            print(losses[-1])
        grads = torch.autograd.grad(loss, (w, b))
        with torch.no_grad():
            w -= learning_rate * grads[0]
            b -= learning_rate * grads[1]
    return losses
