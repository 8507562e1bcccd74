"""The numbers are right and the memory is not shared: you return a copy. A slice alone is a view."""
# caught by: test_view


def crop(image, top, bottom, left, right):
    return image[top:bottom, left:right].clone()
