"""The gradient is subtracted from the learning rate: multiply them."""
# caught by: test_step_of_w


def optimize(learning_rate):
    w.data -= learning_rate - w.grad
    b.data -= learning_rate - b.grad
