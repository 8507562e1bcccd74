"""There is one row and one column too many: the ends are excluded."""
# caught by: test_values, test_thin


def crop(image, top, bottom, left, right):
    return image[top : bottom + 1, left : right + 1]
