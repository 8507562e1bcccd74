"""The mean of three, synchronised where that means something."""

import time

import torch


def time_matmul(n, device):
    a = torch.randn(n, n).to(device)
    b = torch.randn(n, n).to(device)
    torch.matmul(a, b)
    if torch.device(device).type == "cuda":
        torch.cuda.synchronize()
    started = time.time()
    for _ in range(3):
        torch.matmul(a, b)
    if torch.device(device).type == "cuda":
        torch.cuda.synchronize()
    return (time.time() - started) / 3
