"""Picking entries by a list of their numbers copies them. A slice is a view."""
# caught by: test_view


def head(t, n):
    return t[list(range(n))]
