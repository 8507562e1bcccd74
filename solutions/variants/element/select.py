"""select twice, then the only number of what is left."""


def element(matrix, row, column):
    (number,) = matrix.select(0, row).narrow(0, column, 1).tolist()
    return number
