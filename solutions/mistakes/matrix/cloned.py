"""`clone` makes a copy with memory of its own, which is what must not happen here."""
# caught by: test_shared_memory, test_float32

import torch


def matrix(table):
    return torch.from_numpy(table).clone()
