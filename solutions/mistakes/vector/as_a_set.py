"""Numbers that occur twice are kept once, as in a set. Keep every entry of the list."""
# caught by: test_repeated

import torch


def vector(values):
    return torch.tensor(list(dict.fromkeys(values)), dtype=torch.float32)
