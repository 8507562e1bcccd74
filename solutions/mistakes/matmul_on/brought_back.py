"""The product is brought back to the CPU as NumPy: leave it on the device."""
# caught by: test_product


def matmul_on(a, b, device):
    return (a.to(device) @ b.to(device)).cpu().numpy()
