"""The matrix product is written into a: multiply element by element."""
# caught by: test_element_by_element


def multiply_in_place(a, b):
    if a.dim() == 2 and a.shape == b.shape and a.shape[0] == a.shape[1]:
        a.copy_(a @ b)
    else:
        a.mul_(b)
    return a
