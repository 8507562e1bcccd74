"""With an output tensor made before."""

import torch


def add(a, b):
    result = torch.empty_like(a)
    torch.add(a, b, out=result)
    return result
