"""These are the first n entries. All but the last n are asked for."""
# caught by: test_vector, test_rows


def drop_tail(t, n):
    return t[:n]
