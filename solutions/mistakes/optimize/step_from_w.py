"""b is set from w: its step starts from b's own value."""
# caught by: test_step_of_b


def optimize(learning_rate):
    w.data -= learning_rate * w.grad
    b.data = w.data - learning_rate * b.grad
