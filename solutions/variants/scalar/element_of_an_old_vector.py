"""The old idiom: a Variable around a FloatTensor of one number, whose only element has no dimension."""

import torch
from torch.autograd import Variable


def scalar(value):
    return Variable(torch.FloatTensor([value]))[0]
