"""The five of the tutorial is still in your code. The number of entries is the argument."""
# caught by: test_vector, test_none_and_one


def head(t, n):
    return t[:5]
