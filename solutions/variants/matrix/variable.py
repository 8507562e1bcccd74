"""The old idiom: a Variable around from_numpy."""

import torch
from torch.autograd import Variable


def matrix(table):
    return Variable(torch.from_numpy(table))
