"""Brings the channels to the front and takes one."""


def channel(image, index):
    return image.permute(2, 0, 1)[index]
