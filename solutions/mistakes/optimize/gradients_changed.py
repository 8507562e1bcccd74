"""The gradients are changed, and w and b stay as they were: it is the other way round."""
# caught by: test_step_of_w


def optimize(learning_rate):
    w.grad -= learning_rate * w.data
    b.grad -= learning_rate * b.data
