"""a is changed, but not returned."""
# caught by: test_gives_the_same_tensor


def add_in_place(a, value):
    a.add_(value)
