"""The old idiom: `Variable` around a random tensor."""

import torch
from torch.autograd import Variable


def get_weights():
    w = Variable(torch.randn(1), requires_grad=True)
    b = Variable(torch.randn(1), requires_grad=True)
    return w, b
