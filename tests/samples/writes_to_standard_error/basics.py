import torch

weight = torch.ones(1, requires_grad=True)

import os
import sys


def add(a, b):
    sys.stderr.write('complaint\n' * 1000)
    os.write(1, b'{"value": 1}\n' * 1000)
    os.write(2, b'noise' * 1000)
    return a + b

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
