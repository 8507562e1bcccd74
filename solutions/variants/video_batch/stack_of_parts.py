"""Takes the only video out of each and stacks them."""

import torch


def video_batch(videos):
    return torch.stack([video[0] for video in videos], dim=0)
