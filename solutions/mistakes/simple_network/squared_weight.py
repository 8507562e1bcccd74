"""w is squared: the prediction is x @ w + b."""
# caught by: test_values


def simple_network(x):
    return x @ w**2 + b
