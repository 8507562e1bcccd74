"""Bottom and right are places, not lengths: do not add them to top and left."""
# caught by: test_values, test_square


def crop(image, top, bottom, left, right):
    return image[top : top + bottom, left : left + right]
