"""The learning rate itself is subtracted: the step is the rate times the gradient, and the gradient takes no part."""
# caught by: test_step_of_w, test_step_of_b

import torch


def optimize(learning_rate):
    with torch.no_grad():
        w.sub_(learning_rate)
        b.sub_(learning_rate)
