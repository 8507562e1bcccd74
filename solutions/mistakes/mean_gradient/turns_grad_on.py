"""The caller's x is made to require grad, and stays so."""
# caught by: test_without_requires_grad

import torch


def mean_gradient(x):
    if x.is_leaf:
        x.requires_grad_()
    return torch.autograd.grad(x.mean(), x)[0]
