"""The videos are turned into float32. The batch keeps their dtype."""
# caught by: test_bytes, test_double

import torch


def video_batch(videos):
    return torch.cat([video.float() for video in videos])
