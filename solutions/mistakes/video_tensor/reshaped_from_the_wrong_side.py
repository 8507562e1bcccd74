"""The shape is right and the numbers are in the wrong places: `view` and `reshape` only count numbers off,
they move no dimension. Stack along the first dimension.
"""
# caught by: test_values, test_bytes

import torch


def video_tensor(frames):
    w, h, channels = frames[0].shape
    return torch.stack(frames, dim=-1).reshape(1, len(frames), w, h, channels)
