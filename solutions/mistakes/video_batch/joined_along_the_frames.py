"""The videos are joined along their frames, into one long video. Join them along the first dimension."""
# caught by: test_values, test_bytes

import torch


def video_batch(videos):
    return torch.cat(videos, dim=1)
