"""a is multiplied by the value: add it."""
# caught by: test_changes_the_tensor


def add_in_place(a, value):
    return a.mul_(value)
