"""These are the last n entries, which should be dropped. Give what comes before them."""
# caught by: test_vector, test_rows


def drop_tail(t, n):
    return t[len(t) - n :]
