"""The tensor stays where it is: `.to(device)` gives the one on the device."""
# caught by: test_there [accelerator]


def move(t, device):
    t.to(device)
    return t
