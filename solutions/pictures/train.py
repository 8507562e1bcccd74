"""The tutorial's last picture: the points, and your line through them in blue. Beside it, how the loss fell."""


def draw_training():
    """What `train` makes of the points."""
    import matplotlib.pyplot as plt

    losses = train()
    x, y = get_data()
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    left.scatter(x.numpy(), y.numpy(), color="tab:red")
    left.plot(x.numpy(), simple_network(x).detach().numpy(), color="tab:blue")
    left.set(xlabel="x", ylabel="y")
    right.plot(range(0, 50 * len(losses), 50), losses, marker="o")
    right.set(xlabel="step", ylabel="loss")
    plt.show()
