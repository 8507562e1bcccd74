"""The result is made float32 whatever came in: the dtype of the arguments is to be kept."""
# caught by: test_dtype_is_kept


def add(a, b):
    return a.float() + b.float()
