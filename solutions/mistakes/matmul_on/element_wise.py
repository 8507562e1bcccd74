"""`*` and `+` go element by element: the matrix product is `@`."""
# caught by: test_product, test_square


def matmul_on(a, b, device):
    return a.to(device) * b.to(device)
