"""The new values are computed and returned: w and b themselves stay as they were."""
# caught by: test_step_of_w


def optimize(learning_rate):
    return w - learning_rate * w.grad, b - learning_rate * b.grad
