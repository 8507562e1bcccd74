"""The arguments come as top, bottom, left, right; you read them in another order, such as left, top, right,
bottom.
"""
# caught by: test_values, test_square


def crop(image, left, top, right, bottom):
    return image[top:bottom, left:right]
