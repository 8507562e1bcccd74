"""`matrix[row, column]` is a 0-dimensional tensor since PyTorch 0.4. One method call more gives the Python
number.
"""
# caught by: test_fractions, test_whole_numbers


def element(matrix, row, column):
    return matrix[row, column]
