"""The value is set, not added."""
# caught by: test_changes_the_tensor


def add_in_place(a, value):
    a.fill_(value)
    return a
