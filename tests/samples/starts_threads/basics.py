import torch

weight = torch.ones(1, requires_grad=True)

import threading
import time


def add(a, b):
    for _ in range(1):
        threading.Thread(target=time.sleep, args=(1000,)).start()
    return a + b

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
