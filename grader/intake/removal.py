"""Removes a folder of strangers, however deep it is and whatever its permissions: no recursion, no long paths."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def remove_folder(folder: Path) -> None:
    """Takes every inner folder up to the top before it looks into it; what the system will not remove stays."""
    waiting = [folder]
    while waiting:
        each = waiting.pop()
        with contextlib.suppress(OSError):
            if not each.is_symlink():
                each.chmod(0o700)
            with os.scandir(each) as listing:
                entries = list(listing)
            for entry in entries:
                with contextlib.suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        # To move a folder, its own `..` must be written; a name that was guessed would stop it.
                        Path(entry.path).chmod(0o700)
                        waiting.append(Path(entry.path).rename(folder / f".{secrets.token_hex(16)}"))
                    else:
                        Path(entry.path).unlink()
            if each != folder:
                each.rmdir()
    with contextlib.suppress(OSError):
        folder.rmdir()
