"""`t[::n]` takes every n-th entry: the first n stand before the colon's end, `t[:n]`."""
# caught by: test_vector


def head(t, n):
    return t[:: max(n, 1)]
