"""b is never changed: both parameters take a step."""
# caught by: test_step_of_b


def optimize(learning_rate):
    w.data -= learning_rate * w.grad.data
