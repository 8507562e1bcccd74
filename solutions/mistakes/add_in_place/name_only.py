"""`a = a + value` gives the name a to a new tensor: the one that was passed stays as it was."""
# caught by: test_changes_the_tensor


def add_in_place(a, value):
    a = a + value
    return a
