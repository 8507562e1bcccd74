"""What you return is a list. A slice of a tensor is a tensor."""
# caught by: test_vector, test_rows


def head(t, n):
    return list(t)[:n]
