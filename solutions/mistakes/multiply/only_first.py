"""The second tensor takes no part."""
# caught by: test_vectors


def multiply(a, b):
    return a.clone()
