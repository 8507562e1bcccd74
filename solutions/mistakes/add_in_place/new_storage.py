"""`a.data = a + value` gives a new memory: a view made before does not see the change."""
# caught by: test_views_see_it


def add_in_place(a, value):
    a.data = a.data + value
    return a
