"""b is added to x before the product: x @ w comes first, then b."""
# caught by: test_values


def simple_network(x):
    return (x + b) @ w
