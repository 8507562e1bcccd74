"""The tensors are added: the product is asked for."""
# caught by: test_vectors


def multiply(a, b):
    return a + b
