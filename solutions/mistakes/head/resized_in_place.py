"""The argument itself is cut off: `resize_` works in place, as the underscore says. Take a slice, which
leaves it alone.
"""
# caught by: test_argument_unchanged


def head(t, n):
    return t.resize_(n, *t.shape[1:])
