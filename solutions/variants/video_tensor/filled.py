"""Fills an empty video of the frames' dtype, frame by frame."""

import torch


def video_tensor(frames):
    video = torch.empty(1, len(frames), *frames[0].shape, dtype=frames[0].dtype)
    for index, frame in enumerate(frames):
        video[0, index] = frame
    return video
