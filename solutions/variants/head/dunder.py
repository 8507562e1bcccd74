"""A slice object, handed to the tensor's own method."""


def head(t, n):
    return t.__getitem__(slice(None, n, None))
