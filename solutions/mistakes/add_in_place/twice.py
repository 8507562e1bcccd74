"""The value is added twice."""
# caught by: test_changes_the_tensor


def add_in_place(a, value):
    a.add_(value)
    a.add_(value)
    return a
