"""A student's exception as data: kind, text, the lines of the student's own file, and the limit it ran into."""

from __future__ import annotations

import errno
import traceback
from typing import Any

from grader.wire import type_name
from grader.worker.load import safe_text

MAX_FRAMES = 12
OUT_OF_MEMORY = ("can't allocate memory", "out of memory", "cannot allocate memory", "Unable to allocate")
NO_THREAD = "can't start new thread"
LIMIT_OF_ERRNO = {
    errno.ENOMEM: "memory",
    errno.EFBIG: "file",
    errno.EMFILE: "open files",
    errno.EAGAIN: "processes",
}


def raised(error: BaseException, filename: str) -> dict[str, Any]:
    """The reply for an exception of the student's."""
    # Lets go of what the student's frames hold: out of memory, even the answer would find none.
    traceback.clear_frames(error.__traceback__)
    text = safe_text(error)
    frames = []
    summary = traceback.extract_tb(error.__traceback__, limit=200) if error.__traceback__ else []
    for frame in summary:
        if frame.filename.startswith(filename):
            place = frame.filename.partition(" · ")[2]
            frames.append([place, frame.lineno or 0, frame.name[:200], (frame.line or "")[:300]])
    return {"raised": [type_name(type(error)), text, frames[-MAX_FRAMES:], limit_of(error, text)]}


def limit_of(error: BaseException, text: str) -> str:
    """The name of the limit behind an exception; empty for most."""
    kind = type(error)
    if issubclass(kind, MemoryError):
        return "memory"
    if issubclass(kind, OSError):
        # Past whatever a subclass says of itself.
        number = OSError.__dict__["errno"].__get__(error)
        return LIMIT_OF_ERRNO.get(number, "") if type(number) is int else ""
    if issubclass(kind, RuntimeError):
        if any(each in text for each in OUT_OF_MEMORY):
            return "memory"
        if NO_THREAD in text:
            return "processes"
    return ""
