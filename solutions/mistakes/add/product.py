"""The tensors are multiplied: the sum is asked for."""
# caught by: test_vectors


def add(a, b):
    return a * b
