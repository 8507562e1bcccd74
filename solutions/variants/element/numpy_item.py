"""NumPy's item."""


def element(matrix, row, column):
    return matrix.numpy()[row, column].item()
