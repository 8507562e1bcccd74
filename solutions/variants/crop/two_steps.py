"""First the rows, then the columns."""


def crop(image, top, bottom, left, right):
    rows = image[top:bottom]
    return rows[:, left:right]
