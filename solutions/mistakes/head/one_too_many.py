"""There is one entry too many: the end of a slice is excluded already."""
# caught by: test_vector, test_rows


def head(t, n):
    return t[: n + 1]
