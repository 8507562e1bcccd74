"""`torch.eye` has ones on the diagonal only: the tutorial's slip. Here every number is a one."""
# caught by: test_wide, test_tall, test_square

import torch


def all_ones(rows, columns):
    return torch.eye(rows, columns)
