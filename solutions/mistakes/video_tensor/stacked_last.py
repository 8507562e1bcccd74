"""The frames are stacked along another dimension than the first. In the result, the frames come right after
the 1.
"""
# caught by: test_values, test_bytes

import torch


def video_tensor(frames):
    return torch.stack(frames, dim=2).unsqueeze(0)
