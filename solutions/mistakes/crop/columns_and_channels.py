"""You cut the last two dimensions, columns and channels. Rows and columns are the first two."""
# caught by: test_values, test_square


def crop(image, top, bottom, left, right):
    return image[:, top:bottom, left:right]
