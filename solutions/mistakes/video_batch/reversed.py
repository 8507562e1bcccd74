"""The videos come in another order than they were given."""
# caught by: test_values, test_bytes

import torch


def video_batch(videos):
    return torch.cat(list(reversed(videos)))
