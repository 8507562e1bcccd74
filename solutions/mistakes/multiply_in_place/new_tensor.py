"""`a * b` makes a new tensor: a itself stays as it was. Use `mul_` or `*=`."""
# caught by: test_changes_the_tensor, test_gives_the_same_tensor


def multiply_in_place(a, b):
    return a * b
