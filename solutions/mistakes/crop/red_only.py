"""You keep one channel, as the tutorial does. All the channels are asked for."""
# caught by: test_values, test_bytes


def crop(image, top, bottom, left, right):
    return image[top:bottom, left:right, 0]
