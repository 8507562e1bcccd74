"""The videos are averaged into one: join them."""
# caught by: test_values

import torch


def video_batch(videos):
    return torch.stack(videos).double().mean(0).to(videos[0].dtype)
