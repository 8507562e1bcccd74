"""Each number of a meets each of b: the two have one shape, and each meets the one at its own place."""
# caught by: test_vectors


def add(a, b):
    return a.unsqueeze(1) + b
