"""Rows and columns are swapped: the first dimension is that of the rows, from top to bottom."""
# caught by: test_values, test_square


def crop(image, top, bottom, left, right):
    return image[left:right, top:bottom]
