"""`*` is timed, which multiplies element by element: the matrix product takes much longer."""
# caught by: test_honest

import time

import torch


def time_matmul(n, device):
    a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
    a * b
    started = time.perf_counter()
    a * b
    return time.perf_counter() - started
