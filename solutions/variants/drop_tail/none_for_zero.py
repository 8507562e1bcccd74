"""`-n or None`: a slice that ends at None has no end."""


def drop_tail(t, n):
    return t[: -n or None]
