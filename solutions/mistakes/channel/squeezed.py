"""`squeeze()` also removes the height of a picture of one row. An index removes just the dimension you
mean.
"""
# caught by: test_thin


def channel(image, index):
    return image[:, :, index : index + 1].squeeze()
