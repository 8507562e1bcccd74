"""The operator for a matrix product."""


def simple_network(x):
    return x @ w + b
