"""Red and blue are swapped: channel 0 is red."""
# caught by: test_each_channel, test_bytes


def channel(image, index):
    return image[:, :, 2 - index]
