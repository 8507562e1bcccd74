"""Nothing is changed: w and b stay as they were."""
# caught by: test_step_of_w, test_step_of_b


def optimize(learning_rate):
    pass
