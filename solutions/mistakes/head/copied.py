"""The numbers are right and the memory is not shared: `clone` makes a copy. A slice alone is a view."""
# caught by: test_view


def head(t, n):
    return t[:n].clone()
