"""The learning rate of the argument is not used: a fixed number stands in its place."""
# caught by: test_learning_rate_counts


def optimize(learning_rate):
    w.data -= 1e-4 * w.grad.data
    b.data -= 1e-4 * b.grad.data
