"""With an index."""

import torch


def best_device():
    if torch.cuda.device_count() > 0:
        return torch.device("cuda", 0)
    return torch.device("cpu")
