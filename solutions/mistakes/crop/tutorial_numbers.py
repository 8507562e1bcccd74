"""The numbers of the tutorial are still in your code. Use the arguments."""
# caught by: test_values, test_view


def crop(image, top, bottom, left, right):
    return image[25:175, 60:130]
