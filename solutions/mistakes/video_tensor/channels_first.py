"""The channels are moved to the front of each frame: leave the frames as they are."""
# caught by: test_values

import torch


def video_tensor(frames):
    return torch.stack([frame.permute(2, 0, 1) for frame in frames]).unsqueeze(0)
