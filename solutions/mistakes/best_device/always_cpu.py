"""The CPU is named without looking whether there is a GPU."""
# caught by: test_finds_it [accelerator]

import torch


def best_device():
    return torch.device("cpu")
