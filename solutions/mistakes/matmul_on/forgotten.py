"""The tensors are multiplied where they are, and nothing is moved to the device."""
# caught by: test_product [accelerator]


def matmul_on(a, b, device):
    return a @ b
