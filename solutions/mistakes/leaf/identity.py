"""`torch.eye` has ones on the diagonal only."""
# caught by: test_square

import torch


def leaf(rows, columns):
    return torch.eye(rows, columns, requires_grad=True)
