"""b is added twice."""
# caught by: test_values


def simple_network(x):
    return x @ w + b + b
