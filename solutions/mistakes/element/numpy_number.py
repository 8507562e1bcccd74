"""What you return is NumPy's own kind of number. Its `item()`, like the tensor's, gives Python's."""
# caught by: test_fractions


def element(matrix, row, column):
    return matrix.numpy()[row, column]
