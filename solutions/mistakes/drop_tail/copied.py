"""The numbers are right and the memory is not shared: you return a copy. A slice alone is a view."""
# caught by: test_view, test_view_of_all


def drop_tail(t, n):
    return t[: len(t) - n].clone()
