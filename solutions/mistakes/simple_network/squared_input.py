"""x is squared: the prediction is x @ w + b."""
# caught by: test_values


def simple_network(x):
    return x**2 @ w + b
