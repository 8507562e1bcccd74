import torch

weight = torch.ones(1, requires_grad=True)

def add(a, b):
    raise ValueError('\x1b[31mred\x1b[0m \u202eesrever \x07 \x9b2J \ud800 end')

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
