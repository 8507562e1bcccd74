"""narrow, with the length to keep."""

import torch


def drop_tail(t, n):
    return torch.narrow(t, 0, 0, t.size()[0] - n)
