"""Row and column are added, which counts in the flat row of numbers: give both between the brackets."""
# caught by: test_fractions


def element(matrix, row, column):
    return matrix.flatten()[row + column].item()
