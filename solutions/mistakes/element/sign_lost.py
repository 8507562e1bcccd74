"""The sign of negative numbers is lost."""
# caught by: test_square


def element(matrix, row, column):
    return abs(matrix[row, column].item())
