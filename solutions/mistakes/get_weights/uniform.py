"""The weights come from `torch.rand`, which is uniform in [0, 1): the normal distribution is `torch.randn`."""
# caught by: test_standard_normal

import torch


def get_weights():
    w = torch.rand(1, requires_grad=True)
    b = torch.rand(1, requires_grad=True)
    return w, b
