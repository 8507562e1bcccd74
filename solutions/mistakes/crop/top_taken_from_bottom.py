"""`bottom - top` is a height: the end of a slice is the place `bottom` itself."""
# caught by: test_values


def crop(image, top, bottom, left, right):
    return image[top : bottom - top, left : right - left]
