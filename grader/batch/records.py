"""The records of a batch on disk: written whole or not at all, named after whoever handed in."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

MAX_NAME = 80


def attempt_name(student: str, attempt: int) -> str:
    """The name of an attempt's record: the student, and the attempt where there are several."""
    return student if attempt == 1 else f"{student}@{attempt}"


def file_name(name: str) -> str:
    """A file name for a student's id; where letters had to be replaced, a digest tells those apart that look alike."""
    plain = re.sub(r"[^A-Za-z0-9._@+-]", "_", name)[:MAX_NAME].strip(".")
    if plain == name and plain.lower() == plain and plain:
        return plain
    return f"{plain or 'student'}-{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:8]}"


def write_whole(path: Path, text: str, is_kept: bool = True) -> None:
    """Writes beside the target and moves it there: whoever reads finds the old text or the new one.

    What is kept is on the disk when this returns; what can be made again does not wait for the disk.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            if is_kept:
                os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
