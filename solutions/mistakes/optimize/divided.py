"""The gradient is divided by the learning rate: multiply them."""
# caught by: test_step_of_w


def optimize(learning_rate):
    w.data -= w.grad / learning_rate
    b.data -= b.grad / learning_rate
