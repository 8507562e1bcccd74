"""By the exchange protocol that all array libraries share."""

import torch


def matrix(table):
    return torch.from_dlpack(table)
