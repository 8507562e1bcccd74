"""`int` cuts the fraction off. Take the number as it is."""
# caught by: test_fractions, test_double


def element(matrix, row, column):
    return int(matrix[row, column])
