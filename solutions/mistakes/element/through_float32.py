"""On the way the matrix becomes float32, which holds seven digits: the last digits of a large whole number
are lost.
"""
# caught by: test_large_whole_number


def element(matrix, row, column):
    return matrix.float()[row, column].item()
