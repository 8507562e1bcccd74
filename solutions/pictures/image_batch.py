"""The whole folder at once: one tensor, and each of its entries along the first dimension is a picture."""


def draw_batch():
    """The pictures of `image_batch` in a row."""
    import matplotlib.pyplot as plt

    batch = image_batch("data/pictures")
    _, places = plt.subplots(1, len(batch), figsize=(2.5 * len(batch), 2.5))
    for place, image in zip(places, batch, strict=True):
        place.imshow(image.numpy())
        place.axis("off")
    plt.show()
