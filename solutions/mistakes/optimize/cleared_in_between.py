"""The gradients are cleared before b has taken its step: clear them after both."""
# caught by: test_step_of_b


def optimize(learning_rate):
    w.data -= learning_rate * w.grad
    w.grad.zero_()
    b.grad.zero_()
    b.data -= learning_rate * b.grad
