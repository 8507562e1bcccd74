"""The operator `+=`."""


def add_in_place(a, value):
    a += value
    return a
