"""`a.data = a * b` gives a new memory: a view made before does not see the change."""
# caught by: test_views_see_it


def multiply_in_place(a, b):
    a.data = a.data * b
    return a
