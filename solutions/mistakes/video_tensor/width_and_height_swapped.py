"""The two middle dimensions are swapped: each frame lies on its side. Leave the frames as they are."""
# caught by: test_values, test_bytes

import torch


def video_tensor(frames):
    return torch.stack(frames).transpose(1, 2).unsqueeze(0)
