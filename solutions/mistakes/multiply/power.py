"""a is raised to the power of b: `*` multiplies, `**` is the power."""
# caught by: test_vectors


def multiply(a, b):
    return a**b
