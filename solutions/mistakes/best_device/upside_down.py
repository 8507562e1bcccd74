"""The condition is upside down: the GPU is named where there is none."""
# caught by: test_finds_it

import torch


def best_device():
    return torch.device("cpu" if torch.cuda.is_available() else "cuda")
