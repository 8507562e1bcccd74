"""The products are averaged to one number: a tensor of the arguments' shape is asked for."""
# caught by: test_vectors


def multiply(a, b):
    return (a * b).mean()
