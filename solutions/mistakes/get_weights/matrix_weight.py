"""w has shape (1, 1): then the prediction gets shape (17, 1) and meets y wrongly. Shape (1,) is asked for."""
# caught by: test_two_parameters

import torch


def get_weights():
    w = torch.randn(1, 1, requires_grad=True)
    b = torch.randn(1, requires_grad=True)
    return w, b
