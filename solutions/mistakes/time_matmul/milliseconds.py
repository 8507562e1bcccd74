"""The time is given in milliseconds: seconds are asked for."""
# caught by: test_honest

import time

import torch


def time_matmul(n, device):
    a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
    a @ b
    started = time.perf_counter()
    a @ b
    return (time.perf_counter() - started) * 1000
