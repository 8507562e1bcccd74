"""Rows and columns are counted from 0 in PyTorch: do not take one off."""
# caught by: test_fractions, test_square


def element(matrix, row, column):
    return matrix[row - 1, column - 1].item()
