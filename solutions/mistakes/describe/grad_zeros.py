"""Zeros are given where there is no gradient: None is asked for."""
# caught by: test_leaf

import torch


def describe(t):
    grad = t.grad if t.is_leaf and t.grad is not None else torch.zeros_like(t)
    node = type(t.grad_fn).__name__ if t.grad_fn is not None else None
    return {"data": t.detach(), "grad": grad, "grad_fn": node, "is_leaf": t.is_leaf}
