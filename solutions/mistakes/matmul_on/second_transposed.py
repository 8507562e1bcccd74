"""b is transposed: the product is that of a and b as they are."""
# caught by: test_product, test_square


def matmul_on(a, b, device):
    return a.to(device) @ b.to(device).t()
