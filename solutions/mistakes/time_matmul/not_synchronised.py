"""The clock is read while the GPU is still at work: synchronise first. What was measured is the launch alone."""
# caught by: test_honest [accelerator]

import time

import torch


def time_matmul(n, device):
    a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
    a @ b
    started = time.perf_counter()
    a @ b
    return time.perf_counter() - started
