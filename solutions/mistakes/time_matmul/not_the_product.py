"""The clock is read before the product is computed."""
# caught by: test_honest

import time

import torch


def time_matmul(n, device):
    a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
    started = time.perf_counter()
    seconds = time.perf_counter() - started
    a @ b
    return seconds
