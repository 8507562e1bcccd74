"""There is one row too many: the ends are excluded."""
# caught by: test_values


def crop(image, top, bottom, left, right):
    return image[top : bottom + 1, left:right]
