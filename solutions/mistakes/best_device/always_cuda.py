"""The GPU is named without looking whether there is one."""
# caught by: test_finds_it, test_without_an_accelerator

import torch


def best_device():
    return torch.device("cuda")
