"""The factors are swapped: a comes first."""
# caught by: test_product, test_square


def matmul_on(a, b, device):
    return b.to(device) @ a.to(device)
