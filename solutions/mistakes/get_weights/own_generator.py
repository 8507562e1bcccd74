"""The weights come from a generator of their own, not from torch's global one: `torch.manual_seed` has no effect on them."""
# caught by: test_same_seed_same_values

import torch


GENERATOR = torch.Generator().manual_seed(7)


def get_weights():
    w = torch.randn(1, generator=GENERATOR, requires_grad=True)
    b = torch.randn(1, generator=GENERATOR, requires_grad=True)
    return w, b
