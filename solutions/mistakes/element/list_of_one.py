"""What you return is a list with the number in it. The number alone is asked for."""
# caught by: test_fractions


def element(matrix, row, column):
    return matrix[row, column : column + 1].tolist()
