"""Opens files of strangers: ordinary ones only, never through a link, no more than a limit, all of one moment."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from grader.errors import IntakeError
from grader.intake.names import shown

# Without O_NONBLOCK the mere opening of a pipe waits for its other end.
SAFELY = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
MEGABYTE = 2**20
TRIES = 3


def kind_of(path: Path) -> str:
    """`file`, `folder`, `other` or `nothing`; a link that the person typed is followed."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"


def open_regular(path: Path, follow: bool = False) -> BinaryIO:
    """The open file; raises IntakeError for a link, a pipe, a device or what may not be read."""
    try:
        descriptor = os.open(path, SAFELY | (0 if follow else NO_LINK))
    except (OSError, ValueError) as error:
        if not follow and path.is_symlink():
            raise IntakeError(
                f"{shown(path.name)} is a link, and links are not followed.", "Hand in the file."
            ) from None
        raise unreadable(path, error) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise IntakeError(f"{shown(path.name)} is no ordinary file.", "Hand in a .py file or a notebook.")
    return os.fdopen(descriptor, "rb")


def read_regular(path: Path, limit: int, follow: bool = False) -> bytes:
    """The bytes of a file that stood still while it was read."""
    for _ in range(TRIES):
        with open_regular(path, follow) as stream:
            before = os.fstat(stream.fileno())
            if before.st_size > limit:
                raise too_large(path, before.st_size, limit)
            try:
                data = stream.read(limit + 1)
            except OSError as error:
                raise unreadable(path, error) from None
            if len(data) > limit:
                raise too_large(path, len(data), limit)
            if _moment(os.fstat(stream.fileno())) == _moment(before) and len(data) == before.st_size:
                return data
    raise IntakeError(f"{shown(path.name)} was changed while it was being read.", "Grade it again when it is at rest.")


def _moment(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def too_large(path: Path, size: int, limit: int) -> IntakeError:
    """The file is larger than what is read."""
    about = f"{shown(path.name)} is {size / MEGABYTE:.1f} MB large; at most {limit / MEGABYTE:.0f} MB are read."
    return IntakeError(about, "Hand in the code only; data belong into a folder of their own.")


def unreadable(path: Path, error: Exception) -> IntakeError:
    """The system refused, in its own words."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is no name of a file"
    return IntakeError(f"{shown(path.name)} cannot be read: {reason}.", "Check its name and its permissions.")
