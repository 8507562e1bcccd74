"""The gradients are cleared before the step: then nothing is left to step with."""
# caught by: test_step_of_w, test_step_of_b


def optimize(learning_rate):
    w.grad.zero_()
    b.grad.zero_()
    w.data -= learning_rate * w.grad
    b.data -= learning_rate * b.grad
