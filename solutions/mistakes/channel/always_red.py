"""The 0 of the tutorial is still in your code. The channel is the argument."""
# caught by: test_each_channel, test_bytes


def channel(image, index):
    return image[:, :, 0]
