"""Splits in two parts of given lengths and gives the first one."""

import torch


def head(t, n):
    return torch.split(t, [n, t.size(0) - n])[0]
