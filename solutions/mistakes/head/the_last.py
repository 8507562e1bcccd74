"""These are the last n entries. The first ones stand before the end, not from the end on."""
# caught by: test_vector, test_rows


def head(t, n):
    return t[len(t) - n :]
