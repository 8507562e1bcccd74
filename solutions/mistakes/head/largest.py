"""The n largest are given: the first n are asked for."""
# caught by: test_vector


def head(t, n):
    return t.topk(n, dim=0).values
