"""A video of random numbers has the shape and not the frames. Join the frames you are given."""
# caught by: test_values, test_bytes

import torch


def video_tensor(frames):
    return torch.randn(1, len(frames), *frames[0].shape)
