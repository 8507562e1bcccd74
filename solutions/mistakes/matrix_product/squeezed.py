"""`squeeze` takes away dimensions of size 1: the product of (n, k) and (k, m) is always (n, m)."""
# caught by: test_row_and_column


def matrix_product(a, b):
    return (a @ b).squeeze()
