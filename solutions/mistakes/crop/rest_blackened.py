"""Your picture keeps its size, and what lies outside is made black. The cut-out is smaller, and the picture
stays as it was.
"""
# caught by: test_values, test_argument_unchanged


def crop(image, top, bottom, left, right):
    image[:top] = 0
    image[bottom:] = 0
    image[:, :left] = 0
    image[:, right:] = 0
    return image
