"""An optimizer is made and its `step()` is never called: w and b stay as they were."""
# caught by: test_step_of_w

import torch


def optimize(learning_rate):
    torch.optim.SGD([w, b], lr=learning_rate).zero_grad()
