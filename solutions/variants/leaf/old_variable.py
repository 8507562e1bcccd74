"""The old idiom."""

import torch
from torch.autograd import Variable


def leaf(rows, columns):
    return Variable(torch.ones(rows, columns), requires_grad=True)
