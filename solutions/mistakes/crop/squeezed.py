"""`squeeze()` takes away the dimension of a cut-out of one row. All three dimensions stay."""
# caught by: test_thin


def crop(image, top, bottom, left, right):
    return image[top:bottom, left:right, :].squeeze()
