"""The device is given as text: a `torch.device` is asked for."""
# caught by: test_finds_it, test_without_an_accelerator

import torch


def best_device():
    return "cuda" if torch.cuda.is_available() else "cpu"
