import torch

weight = torch.ones(1, requires_grad=True)

import functools


def told(function):
    @functools.wraps(function)
    def inner(*arguments):
        print('called')
        return function(*arguments)
    return inner


@told
def add(a, b):
    return a + b

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
