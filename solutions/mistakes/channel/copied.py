"""The numbers are right and the memory is not shared: you return a copy. Indexing alone gives a view."""
# caught by: test_view


def channel(image, index):
    return image[:, :, index].clone()
