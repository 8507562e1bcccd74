"""With the keyword, through a torch.device."""

import torch


def move(t, device):
    return t.to(device=torch.device(device))
