"""How red the panda is: one number for each pixel, light where there is much of it."""


def draw_channel():
    """The red channel of the panda."""
    import matplotlib.pyplot as plt

    plt.imshow(channel(image_tensor("data/pictures/panda.jpg"), 0).numpy(), cmap="gray")
    plt.colorbar()
    plt.show()
