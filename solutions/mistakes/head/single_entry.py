"""`t[n]` is the one entry with the number n: the n entries before it are asked for."""
# caught by: test_vector


def head(t, n):
    return t[n]
