"""It fails for an x that does not require grad."""
# caught by: test_without_requires_grad

import torch


def mean_gradient(x):
    return torch.autograd.grad(x.mean(), x)[0]
