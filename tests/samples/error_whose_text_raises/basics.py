import torch

weight = torch.ones(1, requires_grad=True)

class Bad(Exception):
    def __str__(self):
        raise RuntimeError('no text')


def add(a, b):
    raise Bad

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
