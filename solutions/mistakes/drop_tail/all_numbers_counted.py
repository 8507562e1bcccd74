"""`numel()` counts all the numbers of a matrix. The entries along the first dimension are `len(t)`."""
# caught by: test_rows, test_none


def drop_tail(t, n):
    return t[: t.numel() - n]
