"""What your tensor holds: the panda, stretched to a square."""


def draw_panda():
    """The panda as `image_tensor` gives it."""
    import matplotlib.pyplot as plt

    plt.imshow(image_tensor("data/pictures/panda.jpg").numpy())
    plt.show()
