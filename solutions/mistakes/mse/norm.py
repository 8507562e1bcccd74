"""The root of the sum of the squares is taken, their norm: the mean of the squares is asked for."""
# caught by: test_vectors

import torch


def mse(y_pred, y):
    return torch.norm(y_pred - y)
