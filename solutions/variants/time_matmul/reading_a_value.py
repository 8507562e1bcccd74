"""A value is read, which waits for the work."""

import time

import torch


def time_matmul(n, device):
    a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
    (a @ b)[0, 0].item()
    started = time.perf_counter()
    (a @ b)[0, 0].item()
    return time.perf_counter() - started
