import torch

weight = [1.0]

def add(a, b):
    return a + b

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
