"""The second tensor takes no part."""
# caught by: test_vectors


def add(a, b):
    return a.clone()
