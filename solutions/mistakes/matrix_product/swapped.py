"""The factors are swapped: a comes first."""
# caught by: test_square


def matrix_product(a, b):
    return b @ a
