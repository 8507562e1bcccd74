"""Your picture still has three channels, two of them black. One channel alone is asked for, of shape (h,
w), and the picture stays as it was.
"""
# caught by: test_each_channel, test_argument_unchanged


def channel(image, index):
    for other in {0, 1, 2} - {index}:
        image[:, :, other] = 0
    return image
