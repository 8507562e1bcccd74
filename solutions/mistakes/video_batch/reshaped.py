"""The shape is right and the frames are mixed up: `reshape` counts numbers off and moves no dimension. Join
along the first dimension.
"""
# caught by: test_values, test_bytes

import torch


def video_batch(videos):
    return torch.cat(videos, dim=2).reshape(len(videos), *videos[0].shape[1:])
