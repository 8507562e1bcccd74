"""`*` and `+` go element by element: the matrix product is `@`."""
# caught by: test_shapes, test_square


def matrix_product(a, b):
    return a * b
