"""Only the rows are cut. The columns need a slice of their own."""
# caught by: test_values, test_bytes


def crop(image, top, bottom, left, right):
    return image[top:bottom]
