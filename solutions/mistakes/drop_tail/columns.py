"""You drop columns, the last dimension. The first dimension is that of the rows."""
# caught by: test_rows, test_none


def drop_tail(t, n):
    return t[..., : t.shape[-1] - n]
