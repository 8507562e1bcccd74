"""The second pair of brackets cuts the rows again, since a slice keeps its dimension. Cut both in one pair
of brackets.
"""
# caught by: test_values, test_square


def crop(image, top, bottom, left, right):
    return image[top:bottom][left:right]
