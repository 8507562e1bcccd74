"""The old idiom: zeros, with the diagonal filled in place, in a Variable."""

import torch
from torch.autograd import Variable


def identity(n):
    result = torch.FloatTensor(n, n).zero_()
    for index in range(n):
        result[index][index] = 1
    return Variable(result)
