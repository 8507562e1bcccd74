"""Basics: two sums, a loss and a weight."""

import torch

# >>> solution
weight = torch.ones(1, requires_grad=True)
# <<< solution


def add(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Give a new tensor, the element-wise sum of a and b."""
    # >>> solution
    return a + b
    # <<< solution


def add_in_place(a: torch.Tensor, value: float) -> torch.Tensor:
    """Add a number to every element of a itself, and give a back."""
    # >>> solution
    return a.add_(value)
    # <<< solution


def loss(y: torch.Tensor, y_pred: torch.Tensor) -> float:
    """Give the sum of the squared differences as a Python float."""
    # >>> solution
    return ((y - y_pred) ** 2).sum().item()
    # <<< solution
