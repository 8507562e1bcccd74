"""w and b stay as they were: the step is taken on copies (`w.clone()` is another tensor). Change w and b themselves."""
# caught by: test_step_of_w


def optimize(learning_rate):
    for parameter in (w.clone(), b.clone()):
        parameter.data -= learning_rate * (w.grad if parameter is w else b.grad)
