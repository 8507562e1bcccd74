"""b is transposed: the product is that of a and b as they are."""
# caught by: test_shapes, test_square


def matrix_product(a, b):
    return a @ b.t()
