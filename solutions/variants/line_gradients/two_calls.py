"""Two calls of grad, the graph kept."""

import torch


def line_gradients(x, y, w, b):
    loss = torch.sum((y - x.mv(w) - b) ** 2)
    dw = torch.autograd.grad(loss, w, retain_graph=True)[0]
    db = torch.autograd.grad(loss, b)[0]
    return dw, db
