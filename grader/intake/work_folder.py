"""A folder for what is unpacked, gone when it is not needed any more, even where its process was killed.

Each one is locked by its process for as long as it lives; the system takes the lock away with the process. What
nobody holds is what somebody left, and the next process that unpacks anything removes it.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.intake.removal import remove_folder

if sys.platform != "win32":
    import fcntl

PREFIX = "grade-intake-"
# Where the system knows no links that a stranger may have put there, it does not know the flags either.
A_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class WorkFolder:
    """A folder that nobody else can enter, and what says that it is in use."""

    path: Path
    # The descriptor that holds the lock; None where the system has none.
    lock: int | None
    owner: int

    def remove(self) -> None:
        """Removes it, in the process that made it: a fork ends earlier and must leave it alone."""
        if os.getpid() != self.owner:
            return
        remove_folder(self.path)
        if self.lock is not None:
            with contextlib.suppress(OSError):
                os.close(self.lock)


def new_work_folder() -> WorkFolder:
    """An empty one; the first of a process also removes what killed processes have left."""
    sweep()
    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX))
        # Between the two lines, another process may take it for one that was left: it is waited for, and it removes it.
        lock = locked(path, waits=True)
        if path.is_dir():
            return WorkFolder(path, lock, os.getpid())
        if lock is not None:
            os.close(lock)


@contextlib.contextmanager
def work_folder() -> Iterator[Path]:
    """A new one for as long as the context lasts."""
    folder = new_work_folder()
    try:
        yield folder.path
    finally:
        folder.remove()


@functools.cache
def sweep() -> None:
    """Removes every such folder of this user that no process holds."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = locked(path, waits=False)
        if lock is not None:
            remove_folder(path)
            os.close(lock)


def locked(path: Path, waits: bool) -> int | None:
    """The descriptor that holds the lock; None where another process holds it, or it cannot be had."""
    if sys.platform == "win32":
        return None
    try:
        folder = os.open(path, A_FOLDER)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        if os.fstat(folder).st_uid == os.geteuid():
            fcntl.flock(folder, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
            return folder
    os.close(folder)
    return None
