"""The step is recorded: a leaf that requires grad may be changed in place only under `torch.no_grad()`."""
# caught by: test_step_of_w


def optimize(learning_rate):
    global w, b
    w -= learning_rate * w.grad
    b -= learning_rate * b.grad
