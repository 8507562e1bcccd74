"""The optimizer clears the gradients before its step: then nothing is left to step with."""
# caught by: test_step_of_w, test_step_of_b

import torch


def optimize(learning_rate):
    optimizer = torch.optim.SGD([w, b], lr=learning_rate)
    optimizer.zero_grad()
    optimizer.step()
