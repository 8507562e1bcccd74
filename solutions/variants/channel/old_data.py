"""The old idiom, by way of .data, a slice and a squeeze of the one dimension."""


def channel(image, index):
    return image.data.narrow(2, index, 1).squeeze(2)
