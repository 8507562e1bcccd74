"""The first entry is missing: entries are counted from 0."""
# caught by: test_vector, test_rows


def head(t, n):
    return t[1 : n + 1]
