"""`split` and `chunk` cannot cut into pieces of length 0, so n = 0 raises an error. A slice can."""
# caught by: test_none_and_one


def head(t, n):
    return t.split(n)[0]
