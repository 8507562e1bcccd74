"""The first n entries are missing. The last ones should be."""
# caught by: test_vector, test_rows


def drop_tail(t, n):
    return t[n:]
