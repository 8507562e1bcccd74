"""The numbers are right and the memory is not shared: an index in a list copies what it picks. A plain number gives a view."""
# caught by: test_view


def channel(image, index):
    return image[:, :, [index]].reshape(image.shape[:2])
