"""Which accelerator this machine has, without starting it: CUDA that has begun must not be forked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from grader.errors import SetupError

KINDS = ("auto", "cpu", "cuda", "mps")
ASK_NAME = "import torch; print(torch.cuda.get_device_name(0))"
DEVICE_FILES = ("/dev/nvidiactl", "/dev/nvidia0", "/dev/kfd", "/dev/dxg")
REMEDIES = {
    "cuda": "Install a PyTorch built for CUDA and a driver, or grade with --device cpu.",
    "mps": "MPS needs macOS on Apple silicon; grade with --device cpu.",
}


def find_accelerator(wanted: str) -> str | None:
    """`cuda`, `mps` or None; raises SetupError when the one asked for is not there."""
    if wanted == "cpu":
        return None
    found = [
        kind for kind, is_there in (("cuda", has_cuda), ("mps", has_mps)) if wanted in ("auto", kind) and is_there()
    ]
    if wanted != "auto" and not found:
        raise SetupError(f"There is no {wanted} device on this machine.", REMEDIES[wanted])
    return found[0] if found else None


def accelerator_is_possible() -> bool:
    """Whether it is worth importing torch to ask: without a device file there is nothing to find."""
    return sys.platform != "linux" or any(Path(path).exists() for path in DEVICE_FILES)


def has_cuda() -> bool:
    """Whether a CUDA device answers; asked through the driver's management library, which starts nothing."""
    import torch

    if not torch.backends.cuda.is_built():  # type: ignore[no-untyped-call]
        return False
    os.environ.setdefault("PYTORCH_NVML_BASED_CUDA_CHECK", "1")
    return torch.cuda.is_available()


def has_mps() -> bool:
    """Whether this is a Mac whose GPU PyTorch can use."""
    import torch

    return torch.backends.mps.is_available()


def device_name(accelerator: str | None) -> str:
    """The accelerator's name as its driver gives it, asked in a process of its own; empty for the CPU."""
    if accelerator != "cuda":
        return "Apple GPU" if accelerator == "mps" else ""
    answer = subprocess.run([sys.executable, "-c", ASK_NAME], capture_output=True, text=True, check=False, timeout=120)
    return answer.stdout.strip() or "unknown"
