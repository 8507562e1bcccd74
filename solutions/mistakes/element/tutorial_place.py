"""The place of the tutorial, [0, 1], is still in your code. Use the arguments."""
# caught by: test_fractions, test_square


def element(matrix, row, column):
    return matrix[0, 1].item()
