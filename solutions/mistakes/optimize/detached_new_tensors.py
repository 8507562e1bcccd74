"""The step makes new tensors that require no grad (as under `no_grad` or `volatile=True`): nothing is learnt after it. Change
w and b in place."""
# caught by: test_same_tensors, test_still_parameters


def optimize(learning_rate):
    global w, b
    w = (w - learning_rate * w.grad).detach()
    b = (b - learning_rate * b.grad).detach()
