"""`.cuda()` is written outright: the device that was asked for is not looked at."""
# caught by: test_product


def matmul_on(a, b, device):
    return a.cuda() @ b.cuda()
