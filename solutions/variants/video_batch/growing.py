"""Puts one video after the other behind the first, in old Variables."""

import torch
from torch.autograd import Variable


def video_batch(videos):
    batch = Variable(videos[0])
    for video in videos[1:]:
        batch = torch.cat((batch, Variable(video)), 0)
    return batch
