"""w and b themselves are taken for their gradients: these are in `w.grad` and `b.grad`."""
# caught by: test_step_of_w

import torch


def optimize(learning_rate):
    with torch.no_grad():
        w.sub_(learning_rate * w)
        b.sub_(learning_rate * b)
