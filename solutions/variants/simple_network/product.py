"""Element by element, then the column as a vector."""


def simple_network(x):
    return (x * w + b)[:, 0]
