"""A copy of a is returned: give a itself."""
# caught by: test_gives_the_same_tensor


def multiply_in_place(a, b):
    a.mul_(b)
    return a.clone()
