"""The GPU: finding it, moving tensors to it, and timing it honestly.

A tensor lives on a device. Two tensors meet only on the same one, and moving costs time. Code that names no device
of its own, but takes the one it is given, runs on a laptop without a GPU and on a server with eight.
"""

import time

import torch


def best_device() -> torch.device:
    """Give the accelerator where there is one, else the CPU, as a `torch.device`.

    It must never fail on a machine without a GPU.

    >>> best_device()  # on a laptop without a GPU
    device(type='cpu')

    The tutorial calls `.cuda()` outright, which raises on most students' machines.
    """
    # >>> solution
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")
    # <<< solution


def move(t: torch.Tensor, device: str | torch.device) -> torch.Tensor:
    """Give the tensor on `device`, which is text such as "cpu" or "cuda" or a `torch.device`.

    A tensor that is there already comes back as it is: the same object.

    >>> t = torch.ones(2)
    >>> move(t, "cpu") is t
    True

    The tutorial writes `t.cuda()`; `.to(device)` does the same for every device.
    """
    # >>> solution
    return t.to(device)
    # <<< solution


def matmul_on(a: torch.Tensor, b: torch.Tensor, device: str | torch.device) -> torch.Tensor:
    """Give the matrix product of two 2-D tensors, computed on `device` and left there.

    `a` and `b` may come from any device, also from two different ones.

    >>> matmul_on(torch.ones(1, 3), torch.ones(3, 1), "cpu")
    tensor([[3.]])
    """
    # >>> solution
    return a.to(device) @ b.to(device)
    # <<< solution


def time_matmul(n: int, device: str | torch.device) -> float:
    """Give the seconds that one n × n matrix product takes on `device`, as a float.

    Making the matrices, moving them and a first product to warm up are not counted. The mean, median or best of several
    products is fine.

    The tutorial measures 11.2 μs for a 10 000 × 10 000 product on the GPU. That is the time to *launch* it: a GPU call
    returns before the work is done. Call `torch.cuda.synchronize()` before you read the clock, at the start and the
    end.
    """
    # >>> solution
    a, b = torch.rand(n, n, device=device), torch.rand(n, n, device=device)
    times = []
    for _ in range(4):
        _finish(device)
        started = time.perf_counter()
        torch.matmul(a, b)
        _finish(device)
        times.append(time.perf_counter() - started)
    return min(times[1:])
    # <<< solution


# >>> solution
def _finish(device: str | torch.device) -> None:
    """Waits until the device has done all its work."""
    kind = torch.device(device).type
    if kind == "cuda":
        torch.cuda.synchronize(device)
    elif kind == "mps":
        torch.mps.synchronize()


# <<< solution
