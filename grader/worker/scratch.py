"""How much a child has put into its scratch folder: one file's size is the system's to limit, their sum is ours."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

BLOCK = 512


def overflow(folder: str, pid: int, max_files: int, max_bytes: int) -> str:
    """Which bound is passed, `scratch files` or `scratch bytes`; empty when none is.

    Ends as soon as one is. A folder that cannot be looked into counts as one that hides something.
    """
    files, size = 0, unseen_bytes(pid)
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listing:
                for entry in listing:
                    files += 1
                    size += entry.stat(follow_symlinks=False).st_blocks * BLOCK
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    if files > max_files:
                        return "scratch files"
                    if size > max_bytes:
                        return "scratch bytes"
        except FileNotFoundError:
            continue
        except OSError:
            return "scratch files"
    return "scratch bytes" if size > max_bytes else ""


def unseen_bytes(pid: int) -> int:
    """What a process holds in open files that have no name any more."""
    size = 0
    with contextlib.suppress(OSError), os.scandir(f"/proc/{pid}/fd") as listing:
        for entry in listing:
            with contextlib.suppress(OSError):
                found = entry.stat()
                size += found.st_blocks * BLOCK if not found.st_nlink else 0
    return size


def threads(pid: int) -> int:
    """How many threads a process has; 0 where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[17])
    return 0
