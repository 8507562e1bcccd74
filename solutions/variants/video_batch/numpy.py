"""By way of NumPy."""

import numpy as np
import torch


def video_batch(videos):
    return torch.from_numpy(np.concatenate([video.numpy() for video in videos]))
