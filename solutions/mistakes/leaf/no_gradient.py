"""The tensor does not require grad: say `requires_grad=True`."""
# caught by: test_square, test_gradient_arrives

import torch


def leaf(rows, columns):
    return torch.ones(rows, columns)
