"""The predictions are summed: one number for each sample is asked for."""
# caught by: test_values


def simple_network(x):
    return (x @ w + b).sum()
