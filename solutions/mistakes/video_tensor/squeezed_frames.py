"""`squeeze()` removes every dimension of length one, those of the frames too. Add the one dimension that is
missing, and touch no other.
"""
# caught by: test_thin_frames

import torch


def video_tensor(frames):
    return torch.stack(frames).squeeze().unsqueeze(0)
