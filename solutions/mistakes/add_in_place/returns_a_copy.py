"""A copy of a is returned: give a itself."""
# caught by: test_gives_the_same_tensor, test_same_memory


def add_in_place(a, value):
    a += value
    return a.clone()
