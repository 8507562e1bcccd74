"""Twice as large is eight times the work: how the time grows with the size of the matrices."""


def draw_times():
    """The seconds of products of several sizes."""
    import matplotlib.pyplot as plt

    sizes = [128, 256, 512, 1024]
    for device in dict.fromkeys(("cpu", str(best_device()))):
        plt.loglog(sizes, [time_matmul(n, device) for n in sizes], marker="o", label=device)
    plt.xlabel("rows and columns")
    plt.ylabel("seconds")
    plt.legend()
    plt.show()
