"""Modules: the same network from PyTorch's own parts.

What the last unit did by hand, PyTorch has ready: layers that hold their parameters (`torch.nn`), losses that take two
tensors, and optimizers that clear gradients and step (`torch.optim`).
"""

import torch
from torch import nn


def linear_model() -> nn.Module:
    """Give a new linear layer with one feature in and one number out, new at each call.

    >>> model = linear_model()
    >>> model(torch.ones(17, 1)).shape
    torch.Size([17, 1])

    The tutorial writes `nn.Linear(17, 1)`: it takes the seventeen samples for features. A layer knows only the
    features; any number of samples goes through it.
    """
    # >>> solution
    return nn.Linear(1, 1)
    # <<< solution


def mse(y_pred: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Give the mean squared error of two tensors of one shape: a 0-dimensional tensor joined to the graph.

    >>> mse(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0]))
    tensor(2.)

    The old `size_average=True` is called `reduction="mean"` today, and is the default.
    """
    # >>> solution
    return nn.functional.mse_loss(y_pred, y)
    # <<< solution


def cross_entropy(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Give the mean cross entropy of raw scores (n, classes) against class numbers (n,).

    The result is 0-dimensional and joined to the graph. The scores are not yet probabilities. They may be large: 1000
    must not end in inf or NaN.

    >>> cross_entropy(torch.zeros(2, 4), torch.tensor([0, 3]))
    tensor(1.3863)

    Do not apply softmax first: the loss does it itself, in a way that does not overflow.
    """
    # >>> solution
    return nn.functional.cross_entropy(logits, target)
    # <<< solution


def fit(model: nn.Module, x: torch.Tensor, y: torch.Tensor, steps: int, learning_rate: float) -> list[float]:
    """Train the model with `torch.optim.SGD` on the mean squared error, and give the losses.

    There is one loss for each step, measured before its update, as a float. `y` has the shape of `model(x)`. The
    model's own parameters are changed.

    >>> losses = fit(linear_model(), torch.ones(3, 1), torch.ones(3, 1), steps=5, learning_rate=0.1)
    >>> len(losses), losses[0] > losses[-1]
    (5, True)

    Clear the gradients at every step: they add up otherwise.
    """
    # >>> solution
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
    # <<< solution
