"""`backward()` on a copy."""


def mean_gradient(x):
    copy = x.detach().clone()
    copy.requires_grad = True
    copy.mean().backward()
    return copy.grad
