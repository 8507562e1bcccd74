"""One entry more than asked for is dropped: the end of a slice is excluded already."""
# caught by: test_vector, test_rows


def drop_tail(t, n):
    return t[: len(t) - n - 1]
