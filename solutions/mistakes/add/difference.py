"""b is taken away: the sum is asked for."""
# caught by: test_vectors


def add(a, b):
    return a - b
