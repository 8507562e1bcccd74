"""The meta device computes nothing: give the accelerator or the CPU."""
# caught by: test_finds_it, test_without_an_accelerator

import torch


def best_device():
    return torch.device("meta")
