"""That is `smooth_l1_loss`: the sum of the squares is asked for."""
# caught by: test_sum_of_squares

import torch


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = torch.nn.functional.smooth_l1_loss(y_pred, y, reduction="sum")
    loss.backward()
    return loss.item()
