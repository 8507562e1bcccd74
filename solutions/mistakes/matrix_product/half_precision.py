"""The product is computed in half precision and has lost digits."""
# caught by: test_shapes, test_dtype_is_kept


def matrix_product(a, b):
    return (a.bfloat16() @ b.bfloat16()).to(a.dtype)
