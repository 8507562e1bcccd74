"""Gives large blocks of memory back to the system as soon as they are free.

The GNU C library learns from the first large block that is freed to keep blocks of that size. A judge that has once
compared a batch of pictures would keep their megabytes in each of its forks, for as long as the class takes.
"""

from __future__ import annotations

import ctypes
import sys

# From <malloc.h>; another library has no `mallopt`, or does not know these.
M_TRIM_THRESHOLD = -1
M_MMAP_THRESHOLD = -3
LARGE = 2**18


def give_back_large_blocks() -> None:
    """From now on, in this process and its forks."""
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, LARGE)
