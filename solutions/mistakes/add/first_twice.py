"""a is added to itself: the second tensor takes no part."""
# caught by: test_vectors


def add(a, b):
    return a + a
