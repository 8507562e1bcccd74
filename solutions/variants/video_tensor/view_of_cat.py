"""Concatenates along the rows and arranges the numbers anew."""

import torch


def video_tensor(frames):
    return torch.cat(frames, 0).view(1, len(frames), *frames[0].size())
