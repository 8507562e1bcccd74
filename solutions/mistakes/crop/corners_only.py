"""Lists of places pick single pixels: a range is written with a colon."""
# caught by: test_values


def crop(image, top, bottom, left, right):
    return image[[top, bottom - 1], [left, right - 1]]
