"""w and b no longer require grad after the step: the next `backward()` finds nothing."""
# caught by: test_still_parameters


def optimize(learning_rate):
    for parameter in (w, b):
        parameter.requires_grad_(False)
        parameter -= learning_rate * parameter.grad
