"""The reference for the attacks. SOLUTION_CANARY"""

import torch


def double(x):
    """Twice x."""
    # >>> solution
    return 2 * x
    # <<< solution


def mean_square(x):
    """The mean of the squares of x, with its graph."""
    # >>> solution
    return (x * x).mean()
    # <<< solution


def step(w, learning_rate):
    """One step of gradient descent on w in place; the gradient is cleared."""
    # >>> solution
    with torch.no_grad():
        w -= learning_rate * w.grad
    w.grad = None
    # <<< solution
