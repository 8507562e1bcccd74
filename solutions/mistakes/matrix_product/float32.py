"""The result is made float32 whatever came in: float64 is to stay float64."""
# caught by: test_dtype_is_kept


def matrix_product(a, b):
    return a.float() @ b.float()
