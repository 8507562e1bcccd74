"""The numbers are squared first: the gradient of the mean of x itself is asked for."""
# caught by: test_square


def mean_gradient(x):
    own = x.detach().clone().requires_grad_()
    own.pow(2).mean().backward()
    return own.grad
