"""There is one entry too few: the end of a slice is excluded, so nothing has to be taken off."""
# caught by: test_vector, test_rows


def head(t, n):
    return t[: max(n - 1, 0)]
