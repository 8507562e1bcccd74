"""The gradient that x had before is thrown away."""
# caught by: test_old_gradient_stays

import torch


def mean_gradient(x):
    own = x if x.requires_grad else x.clone().requires_grad_()
    x.grad = None
    gradient = torch.autograd.grad(own.mean(), own)[0]
    return gradient
