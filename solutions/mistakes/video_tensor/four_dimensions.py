"""Your video has shape (f, w, h, 3). One dimension is missing in front: there is one video."""
# caught by: test_values, test_bytes

import torch


def video_tensor(frames):
    return torch.stack(frames)
