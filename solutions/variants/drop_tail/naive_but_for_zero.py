"""The tutorial's slice, with zero treated by itself."""


def drop_tail(t, n):
    return t[:-n] if n > 0 else t
