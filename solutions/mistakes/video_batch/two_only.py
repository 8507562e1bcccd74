"""Only the first two videos are joined: take all of them."""
# caught by: test_values

import torch


def video_batch(videos):
    return torch.cat(videos[:2])
