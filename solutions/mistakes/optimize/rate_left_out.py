"""The learning rate takes no part: the step is learning_rate times the gradient."""
# caught by: test_step_of_w


def optimize(learning_rate):
    w.data -= w.grad
    b.data -= b.grad
