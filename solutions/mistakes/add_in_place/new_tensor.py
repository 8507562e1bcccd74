"""`a + value` makes a new tensor: a itself stays as it was. Use `add_` or `+=`."""
# caught by: test_changes_the_tensor, test_gives_the_same_tensor


def add_in_place(a, value):
    return a + value
