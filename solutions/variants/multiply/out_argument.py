"""With an output tensor made before."""

import torch


def multiply(a, b):
    result = torch.empty_like(a)
    torch.mul(a, b, out=result)
    return result
