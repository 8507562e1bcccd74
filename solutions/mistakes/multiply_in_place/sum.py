"""b is added: the product is asked for."""
# caught by: test_changes_the_tensor


def multiply_in_place(a, b):
    return a.add_(b)
