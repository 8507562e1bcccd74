"""The step is taken on copies: `w.clone()` is another tensor, and w itself stays as it was."""
# caught by: test_step_of_w


def optimize(learning_rate):
    for parameter in (w.clone(), b.clone()):
        parameter.data -= learning_rate * (w.grad if parameter is w else b.grad)
