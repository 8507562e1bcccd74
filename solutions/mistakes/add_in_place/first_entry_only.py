"""Only the first entry along the first dimension is changed: all of them are to be."""
# caught by: test_changes_the_tensor


def add_in_place(a, value):
    a[0] += value
    return a
