"""`.cuda()` is written outright: the device that is asked for may be another, and `.to(device)` takes every one."""
# caught by: test_product


def matmul_on(a, b, device):
    return a.cuda() @ b.cuda()
