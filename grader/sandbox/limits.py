"""Resource limits of a student's process, as a table from the course's limits to the system's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows has no such module
    resource = None  # type: ignore[assignment]


def apply_limits(limits: dict[str, Any], uses_accelerator: bool, is_alone: bool = False) -> None:
    """Sets the limits for this process and everything it starts; `is_alone`: its user has no other processes."""
    if resource is None:
        return
    table = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, int(limits["file_bytes"])),
        (resource.RLIMIT_NOFILE, int(limits["open_files"])),
    ]
    if is_alone:
        # The system counts all of a user's processes and threads, and none of root's.
        table.append((resource.RLIMIT_NPROC, int(limits["processes"])))
    # CUDA reserves far more address space than it uses, and macOS refuses this limit.
    if not uses_accelerator and sys.platform.startswith("linux"):
        table.append((resource.RLIMIT_AS, address_space() + int(limits["memory_bytes"])))
    for kind, value in table:
        _lower(kind, value, value)
    # The soft limit sends SIGXCPU, which says why the process ended; the hard one cannot be caught.
    _lower(resource.RLIMIT_CPU, int(limits["cpu_seconds"]), int(limits["cpu_seconds"]) + 2)


def _lower(kind: int, soft: int, hard: int) -> None:
    """Never raises a limit that somebody has already set lower."""
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))


def address_space() -> int:
    """The bytes of address space in use now: libraries, not the student's data."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()
