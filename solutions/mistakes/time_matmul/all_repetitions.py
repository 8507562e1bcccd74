"""The time of many products is given: divide by their number."""
# caught by: test_honest

import time

import torch


def time_matmul(n, device):
    a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
    a @ b
    started = time.perf_counter()
    for _ in range(12):
        a @ b
    return time.perf_counter() - started
