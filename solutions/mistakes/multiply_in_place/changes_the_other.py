"""b is changed instead of a."""
# caught by: test_changes_the_tensor, test_second_argument_stays


def multiply_in_place(a, b):
    return b.mul_(a)
