"""The old idiom: a slice of .data through a Variable."""

from torch.autograd import Variable


def crop(image, top, bottom, left, right):
    return Variable(image).data[top:bottom, left:right]
