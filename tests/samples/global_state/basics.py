import torch

weight = torch.ones(1, requires_grad=True)

calls = []


def add(a, b):
    calls.append(1)
    return a + b if len(calls) == 1 else None

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
