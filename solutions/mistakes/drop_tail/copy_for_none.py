"""With n = 0 you return a copy of the argument. A view is asked for there too, or the argument itself."""
# caught by: test_view_of_all


def drop_tail(t, n):
    return t[:-n] if n else t.clone()
