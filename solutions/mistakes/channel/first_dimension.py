"""You pick a row: the channels are the last of the three dimensions."""
# caught by: test_each_channel, test_three_by_three


def channel(image, index):
    return image[index]
