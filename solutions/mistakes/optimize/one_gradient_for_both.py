"""b takes its step with the gradient of w: use its own."""
# caught by: test_step_of_b


def optimize(learning_rate):
    w.data -= learning_rate * w.grad.data
    b.data -= learning_rate * w.grad.data
