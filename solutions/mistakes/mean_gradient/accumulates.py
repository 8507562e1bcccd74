"""The gradient is read from x.grad after `backward()`: it adds up, and the caller's x keeps it."""
# caught by: test_twice, test_values_stay


def mean_gradient(x):
    if not x.requires_grad:
        x = x.clone().requires_grad_()
    x.retain_grad()
    x.mean().backward()
    return x.grad
