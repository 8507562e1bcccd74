"""The device is given back, not the tensor."""
# caught by: test_there

import torch


def move(t, device):
    return torch.device(device)
