"""b does not require grad: it would never be learnt."""
# caught by: test_two_parameters, test_gradient_arrives

import torch


def get_weights():
    w = torch.randn(1, requires_grad=True)
    b = torch.randn(1)
    return w, b
