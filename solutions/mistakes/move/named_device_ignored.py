"""A fixed device is named: use the one that was passed."""
# caught by: test_there


def move(t, device):
    return t.to("meta")
