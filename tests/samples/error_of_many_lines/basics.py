import torch

weight = torch.ones(1, requires_grad=True)

def add(a, b):
    raise ValueError('first\n' + 'more\n' * 1000)

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
