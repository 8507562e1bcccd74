"""All three dimensions written out."""


def crop(image, top, bottom, left, right):
    return image[top:bottom, left:right, :]
