"""select names the dimension."""


def channel(image, index):
    return image.select(2, index)
