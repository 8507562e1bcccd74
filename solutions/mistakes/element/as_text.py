"""What you return is text. A number is asked for."""
# caught by: test_fractions


def element(matrix, row, column):
    return str(matrix[row, column].item())
