"""The 1 stands at the end of the shape: it belongs in front."""
# caught by: test_values

import torch


def video_tensor(frames):
    return torch.stack(frames).unsqueeze(-1)
