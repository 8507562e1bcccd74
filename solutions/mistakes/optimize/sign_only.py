"""Only the sign of the gradient counts (as with Adam, or where it is clipped): its size counts, too."""
# caught by: test_step_of_w, test_step_of_b


def optimize(learning_rate):
    w.data -= learning_rate * w.grad.sign()
    b.data -= learning_rate * b.grad.sign()
