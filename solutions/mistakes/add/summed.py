"""The result is summed to one number: a tensor of the arguments' shape is asked for."""
# caught by: test_vectors


def add(a, b):
    return (a + b).sum()
