"""The driver is called (`torch.cuda.current_device()` and its like), which raises on a machine without a GPU: ask `torch.cuda.is_available()` first."""
# caught by: test_without_an_accelerator

import torch


def best_device():
    return torch.device("cuda", torch.cuda.current_device())
