"""The seventeen points, as the tutorial shows them. The network is to find the line that runs best through them."""


def draw_points():
    """The points of `get_data`."""
    import matplotlib.pyplot as plt

    x, y = get_data()
    plt.scatter(x.numpy(), y.numpy(), color="tab:red")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.show()
