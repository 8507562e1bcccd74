"""By the kind of the device."""

import torch


def move(t, device):
    kind = torch.device(device).type
    return t.cpu() if kind == "cpu" else t.cuda() if kind == "cuda" else t.to(device)
