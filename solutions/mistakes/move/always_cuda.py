"""`.cuda()` is written outright: the device that is asked for may be another, and `.to(device)` takes every one."""
# caught by: test_there


def move(t, device):
    return t.cuda()
