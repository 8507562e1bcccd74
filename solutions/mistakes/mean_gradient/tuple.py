"""`torch.autograd.grad` gives a tuple, one gradient for each input: take the gradient out of it."""
# caught by: test_square

import torch


def mean_gradient(x):
    own = x.detach().clone().requires_grad_()
    return torch.autograd.grad(own.mean(), own)
