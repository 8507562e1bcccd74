"""How the loss falls while a layer learns the line y = 2x + 1."""


def draw_losses():
    """The losses that `fit` gives."""
    import matplotlib.pyplot as plt

    x = torch.linspace(-1, 1, 20).unsqueeze(1)
    plt.plot(fit(linear_model(), x, 2 * x + 1, steps=100, learning_rate=0.1))
    plt.xlabel("step")
    plt.ylabel("loss")
    plt.show()
