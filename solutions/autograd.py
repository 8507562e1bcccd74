"""Autograd: gradients without calculus.

A tensor with `requires_grad=True` remembers what is done with it. `backward()` on a result walks back through that
memory and leaves in each leaf's `.grad` how much the result would change. They add up: a second `backward()` adds to
the first.
"""

from typing import Any

import torch


def leaf(rows: int, columns: int) -> torch.Tensor:
    """Give a (rows, columns) tensor of ones that requires grad and is a leaf.

    A leaf was made by you, not by an operation: its `grad_fn` is None, and its `.grad` will be filled in.

    >>> leaf(2, 2)
    tensor([[1., 1.],
            [1., 1.]], requires_grad=True)

    The tutorial writes `Variable(torch.ones(2, 2), requires_grad=True)`; `Variable` is no longer needed.
    """
    # >>> solution
    return torch.ones(rows, columns, requires_grad=True)
    # <<< solution


def mean_gradient(x: torch.Tensor) -> torch.Tensor:
    """Give the gradient of `x.mean()` with respect to x, a tensor of x's shape.

    It works for any x: one that requires grad or not, a leaf or the result of an operation. Calling it twice gives
    the same answer, and the caller's x is left as it was, its `.grad` too.

    >>> mean_gradient(torch.ones(2, 2))
    tensor([[0.2500, 0.2500],
            [0.2500, 0.2500]])

    The tutorial calls `x.mean().backward()` and reads `x.grad`: the second time it reads twice as much.
    """
    # >>> solution
    own = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(own.mean(), own)
    return gradient
    # <<< solution


def describe(t: torch.Tensor) -> dict[str, Any]:
    """Give what autograd knows of a tensor, as a dict.

    * `"data"`: its values, a tensor detached from the graph
    * `"grad"`: its gradient, or None (always None for a tensor that is no leaf)
    * `"grad_fn"`: the class name of the node that made it, such as `"MeanBackward0"`, or None
    * `"is_leaf"`: True or False

    >>> describe(torch.ones(2, requires_grad=True).mean())
    {'data': tensor(1.), 'grad': None, 'grad_fn': 'MeanBackward0', 'is_leaf': False}

    The tutorial prints `y.data`, `y.grad` and `y.grad_fn` one by one.
    """
    # >>> solution
    return {
        "data": t.detach(),
        "grad": t.grad if t.is_leaf else None,
        "grad_fn": type(t.grad_fn).__name__ if t.grad_fn is not None else None,
        "is_leaf": t.is_leaf,
    }
    # <<< solution


def line_gradients(
    x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Give (dL/dw, dL/db) for L = sum((x·w + b - y)²), found by autograd.

    x has shape (n, 1), y shape (n,); w and b have shape (1,) and are leaves that require grad. x·w means `x @ w`. Each
    gradient has its parameter's shape, and the parameters' own `.grad` is left as it was.

    >>> w, b = torch.tensor([1.0], requires_grad=True), torch.tensor([0.0], requires_grad=True)
    >>> line_gradients(torch.tensor([[2.0], [3.0]]), torch.tensor([1.0, 2.0]), w, b)
    (tensor([10.]), tensor([4.]))
    """
    # >>> solution
    loss = (x @ w + b - y).pow(2).sum()
    return torch.autograd.grad(loss, (w, b))
    # <<< solution
