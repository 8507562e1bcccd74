"""The five of the tutorial is still in your code. The number of entries to drop is the argument."""
# caught by: test_vector, test_none


def drop_tail(t, n):
    return t[:-5]
