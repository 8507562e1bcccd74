"""The channel is set to zero in the picture itself: take it out of it, and leave the picture as it is."""
# caught by: test_each_channel


def channel(image, index):
    image[:, :, index] = 0
    return image
