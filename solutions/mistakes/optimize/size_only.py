"""Only the size of the gradient is used: its sign says which way to go."""
# caught by: test_step_of_b


def optimize(learning_rate):
    w.data -= learning_rate * w.grad.abs()
    b.data -= learning_rate * b.grad.abs()
