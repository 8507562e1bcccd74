"""w takes its step with the gradient of b, and b with that of w."""
# caught by: test_step_of_w, test_step_of_b


def optimize(learning_rate):
    w.data -= learning_rate * b.grad
    b.data -= learning_rate * w.grad
