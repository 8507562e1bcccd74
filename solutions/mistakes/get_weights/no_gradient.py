"""The weights do not require grad: say `requires_grad=True`."""
# caught by: test_two_parameters, test_gradient_arrives

import torch


def get_weights():
    w = torch.randn(1)
    b = torch.randn(1)
    return w, b
