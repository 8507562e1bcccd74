"""The step goes uphill: the gradient is added, it must be subtracted."""
# caught by: test_step_of_w, test_step_of_b


def optimize(learning_rate):
    w.data += learning_rate * w.grad.data
    b.data += learning_rate * b.grad.data
