"""How much a child has put into its scratch folder: one file's size is the system's to limit, their sum is ours."""

from __future__ import annotations

import os

BLOCK = 512


def overflow(folder: str, max_files: int, max_bytes: int) -> str:
    """Which bound is passed, `scratch files` or `scratch bytes`; empty when none is.

    Ends as soon as one is. A folder that cannot be looked into counts as one that hides something.
    """
    files = size = 0
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
    return ""
