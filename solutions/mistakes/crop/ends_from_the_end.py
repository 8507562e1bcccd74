"""`-bottom` and `-right` count from the end: give the places as they are."""
# caught by: test_values


def crop(image, top, bottom, left, right):
    return image[top:-bottom, left:-right]
