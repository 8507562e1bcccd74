"""With n = 0 your result is empty: -0 is 0, and `t[:0]` holds nothing. Count the entries to keep from the
front.
"""
# caught by: test_none, test_view_of_all


def drop_tail(t, n):
    return t[:-n]
