"""Rows and columns are swapped: the shape is (w, h)."""
# caught by: test_each_channel, test_view


def channel(image, index):
    return image[:, :, index].t()
