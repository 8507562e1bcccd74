"""`sub_` with alpha, in a loop, under no_grad."""

import torch


@torch.no_grad()
def optimize(learning_rate):
    for parameter in (w, b):
        parameter.sub_(parameter.grad, alpha=learning_rate)
        parameter.grad = None
