import torch

weight = torch.ones(1, requires_grad=True)

def add(a, b):
    result = []
    for _ in range(10_000):
        result = [result]
    return result

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
