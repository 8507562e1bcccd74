"""You cut the last dimension, the columns. The first dimension is that of the rows."""
# caught by: test_rows


def head(t, n):
    return t[..., :n]
