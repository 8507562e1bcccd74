"""A tensor that is there already is copied: `.to(device)` gives it back as it is."""
# caught by: test_same_object


def move(t, device):
    return t.clone().to(device)
