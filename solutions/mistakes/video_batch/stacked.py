"""`torch.stack` adds a dimension, so that there are six. The videos already have the dimension along which
to join them.
"""
# caught by: test_values, test_bytes

import torch


def video_batch(videos):
    return torch.stack(videos)
