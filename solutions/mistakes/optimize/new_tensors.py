"""New tensors take the names w and b: they are recorded in the graph and are no leaves any more. Change the tensors in place."""
# caught by: test_same_tensors, test_still_parameters


def optimize(learning_rate):
    global w, b
    w = w - learning_rate * w.grad
    b = b - learning_rate * b.grad
