"""A list of ints becomes an int64 tensor if you leave the choice to torch. Name the dtype."""
# caught by: test_ints

import torch


def vector(values):
    return torch.tensor(values)
