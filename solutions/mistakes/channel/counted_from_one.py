"""One is taken off the index: channels are counted from 0 already."""
# caught by: test_each_channel


def channel(image, index):
    return image[:, :, index - 1]
