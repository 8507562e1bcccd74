"""The operator `*=`."""


def multiply_in_place(a, b):
    a *= b
    return a
