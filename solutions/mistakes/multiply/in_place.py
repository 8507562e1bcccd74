"""`mul_` and `*=` change a itself: a new tensor is asked for, and a stays as it is."""
# caught by: test_arguments_stay


def multiply(a, b):
    a *= b
    return a
