"""The product copied into a."""


def multiply_in_place(a, b):
    return a.copy_(a * b)
