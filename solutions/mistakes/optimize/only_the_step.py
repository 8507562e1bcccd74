"""The parameters become the step itself, `learning_rate * grad`: subtract it from them. (The loss falls at every print all the same.)"""
# caught by: test_step_of_w, test_step_of_b


def optimize(learning_rate):
    w.data = learning_rate * w.grad.data
    b.data = learning_rate * b.grad.data
