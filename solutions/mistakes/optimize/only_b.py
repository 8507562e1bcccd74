"""w is never changed: both parameters take a step."""
# caught by: test_step_of_w


def optimize(learning_rate):
    b.data -= learning_rate * b.grad.data
