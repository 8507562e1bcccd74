"""The tutorial's crop, with all its colours: rows 25 to 175 and columns 60 to 130."""


def draw_crop():
    """A part of the panda."""
    import matplotlib.pyplot as plt

    plt.imshow(crop(image_tensor("data/pictures/panda.jpg"), 25, 175, 60, 130).numpy())
    plt.show()
