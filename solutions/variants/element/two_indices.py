"""Two pairs of brackets, the old .data, then item."""


def element(matrix, row, column):
    return matrix[row].data[column].item()
