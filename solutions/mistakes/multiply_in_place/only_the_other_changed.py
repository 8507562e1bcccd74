"""b is changed, and a is given back as it was: change a."""
# caught by: test_changes_the_tensor


def multiply_in_place(a, b):
    b.mul_(a)
    return a
