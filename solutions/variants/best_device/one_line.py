"""The line that every tutorial has."""

import torch


def best_device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
