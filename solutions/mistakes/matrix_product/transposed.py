"""b is transposed: rows of a meet columns of b."""
# caught by: test_square


def matrix_product(a, b):
    return a @ b.t() if a.shape[1] == b.shape[1] else a @ b
