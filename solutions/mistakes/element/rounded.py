"""The number is rounded. Give it with all its digits."""
# caught by: test_fractions, test_double


def element(matrix, row, column):
    return round(matrix[row, column].item(), 2)
