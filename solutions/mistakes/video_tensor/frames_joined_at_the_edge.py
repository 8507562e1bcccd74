"""`torch.cat` joins the frames along their first dimension into one long picture. The frames need a
dimension of their own.
"""
# caught by: test_values, test_bytes

import torch


def video_tensor(frames):
    return torch.cat(frames).unsqueeze(0).unsqueeze(0)
