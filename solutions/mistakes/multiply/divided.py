"""a is divided by b: the product is asked for."""
# caught by: test_vectors


def multiply(a, b):
    return a / b
