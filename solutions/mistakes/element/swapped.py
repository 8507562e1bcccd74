"""Row and column are swapped: the row comes first."""
# caught by: test_square


def element(matrix, row, column):
    return matrix.t()[row, column].item()
