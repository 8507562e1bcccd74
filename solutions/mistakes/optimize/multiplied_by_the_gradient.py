"""The parameter is multiplied by its gradient: subtract learning_rate times the gradient."""
# caught by: test_step_of_w


def optimize(learning_rate):
    w.data = (w.data - learning_rate) * w.grad
    b.data = (b.data - learning_rate) * b.grad
