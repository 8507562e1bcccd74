"""The learning rate is multiplied in twice."""
# caught by: test_step_of_w


def optimize(learning_rate):
    w.data -= learning_rate * learning_rate * w.grad
    b.data -= learning_rate * learning_rate * b.grad
