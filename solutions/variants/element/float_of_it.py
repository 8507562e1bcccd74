"""float() of the element, a float for whole numbers too."""


def element(matrix, row, column):
    return float(matrix[row, column])
