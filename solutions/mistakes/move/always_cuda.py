"""`.cuda()` is written outright: the device that was asked for is not looked at."""
# caught by: test_there


def move(t, device):
    return t.cuda()
