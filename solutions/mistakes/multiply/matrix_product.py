"""`@` is the matrix product: `*` multiplies element by element."""
# caught by: test_vectors, test_square_tables


def multiply(a, b):
    return a @ b
