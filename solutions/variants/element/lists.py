"""The whole matrix as lists."""


def element(matrix, row, column):
    return matrix.tolist()[row][column]
