"""narrow, once for each dimension."""


def crop(image, top, bottom, left, right):
    return image.narrow(0, top, bottom - top).narrow(1, left, right - left)
