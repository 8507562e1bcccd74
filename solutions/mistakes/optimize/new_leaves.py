"""New tensors take the names w and b: whoever holds the old ones sees no step. Change the tensors in place."""
# caught by: test_same_tensors


def optimize(learning_rate):
    global w, b
    w = (w - learning_rate * w.grad).detach().requires_grad_()
    b = (b - learning_rate * b.grad).detach().requires_grad_()
