"""a is multiplied by itself: b takes no part."""
# caught by: test_changes_the_tensor


def multiply_in_place(a, b):
    return a.mul_(a)
