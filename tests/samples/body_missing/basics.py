import torch

weight = torch.ones(1, requires_grad=True)

def add(a, b):
    return a + b

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
