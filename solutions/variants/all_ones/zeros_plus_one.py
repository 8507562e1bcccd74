"""Zeros plus one, in a Variable."""

import torch
from torch.autograd import Variable


def all_ones(rows, columns):
    return Variable(torch.zeros(rows, columns)) + 1
