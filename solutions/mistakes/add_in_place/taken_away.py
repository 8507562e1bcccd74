"""The value is taken away: it is to be added."""
# caught by: test_changes_the_tensor


def add_in_place(a, value):
    return a.sub_(value)
