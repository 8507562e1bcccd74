"""Without `global` the names w and b are local to the function: Python complains that they are read before they are set."""
# caught by: test_step_of_w


def optimize(learning_rate):
    w = w - learning_rate * w.grad
    b = b - learning_rate * b.grad
