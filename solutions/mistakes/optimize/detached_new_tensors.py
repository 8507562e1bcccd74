"""The step makes new, detached tensors that require no grad: nothing is learnt after it."""
# caught by: test_same_tensors, test_still_parameters


def optimize(learning_rate):
    global w, b
    w = (w - learning_rate * w.grad).detach()
    b = (b - learning_rate * b.grad).detach()
