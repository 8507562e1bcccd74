"""Unpacks what a student packed into a folder, and nothing beside it: every name, size and kind is the stranger's word.

The rules, for .zip and .tar alike: only ordinary files, made anew under names that every system can store; no
links, no devices, no places outside; an archive inside is left packed. What breaks a rule is kept out with a note.
An archive that is too much as a whole is refused before anything, or as soon as it shows, and nothing stays.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from grader.errors import IntakeError
from grader.intake.names import UnsafeName, clash_key, is_litter, safe_parts, shown
from grader.intake.regular import MEGABYTE, open_regular
from grader.intake.removal import remove_folder
from grader.intake.work_folder import work_folder
from grader.model import Note

SUFFIXES = (".zip", ".tar.gz", ".tgz", ".tar")
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
PIECE = 64 * 1024
LESS = "Hand in the exercise files only, without data, models or environments."


@dataclass(frozen=True)
class ArchiveLimits:
    """What an archive may hold and cost."""

    archive_bytes: int = 200 * MEGABYTE
    entries: int = 10_000
    total_bytes: int = 200 * MEGABYTE
    # Deflate itself ends at about 1030; honest code and data stay far below.
    ratio: int = 300
    small_bytes: int = 20 * MEGABYTE
    # The list of contents: a name of 400 bytes for each entry.
    listing_bytes: int = 4_000_000
    header_bytes: int = 256 * 1024
    seconds: float = 60.0


class Readable(Protocol):
    """What a member of an archive is read from."""

    def read(self, size: int, /) -> bytes:
        """At most that many bytes."""
        ...


class Guarded:
    """A file that gives no more bytes than were allowed, so that no length in it is ever taken on trust."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.stream = stream
        self.name = name
        self.allowance = 0

    def allow(self, size: int) -> None:
        """From now on, that many bytes."""
        self.allowance = size

    def read(self, size: int = -1) -> bytes:
        """Raises IntakeError when more is asked for than is allowed."""
        # Without a size zipfile means the rest of the file, which it takes to be short.
        data = self.stream.read(self.allowance + 1 if size < 0 else min(size, self.allowance + 1))
        self.allowance -= len(data)
        if self.allowance < 0 or size > self.allowance + len(data):
            raise IntakeError(f"{self.name} has a table of contents that is too large.", LESS)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """As for any file."""
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        """As for any file."""
        return self.stream.tell()

    def seekable(self) -> bool:
        """It is."""
        return True

    def close(self) -> None:
        """The one who opened it closes it."""


class Unpacking:
    """Makes files below one folder, within limits, and keeps account of what was kept out."""

    def __init__(self, archive: Path, work: Path, limits: ArchiveLimits) -> None:
        self.name = shown(archive.name)
        self.work = work
        self.limits = limits
        self.notes: list[Note] = []
        self.bytes_left = limits.total_bytes
        self.entries = 0
        self.files: set[str] = set()
        self.folders: set[str] = set()
        self.deadline = time.monotonic() + limits.seconds

    def count(self) -> None:
        """One more entry of any kind; raises IntakeError when there are too many or it takes too long."""
        self.entries += 1
        if self.entries > self.limits.entries:
            raise too_many(self.name, self.limits)
        if time.monotonic() > self.deadline:
            raise IntakeError(f"{self.name} takes too long to unpack.", LESS)

    def keep_out(self, name: str, reason: str) -> None:
        """Tells of an entry that was not unpacked."""
        self.notes.append(Note("kept out", shown(name), f"it {reason}, so it was left in {self.name}"))

    def place(self, name: str) -> Path | None:
        """Where an entry goes; None, with a note, for what gets no place."""
        if is_litter(name):
            return None
        try:
            parts = safe_parts(name)
        except UnsafeName as error:
            self.keep_out(name, str(error))
            return None
        key = clash_key(parts)
        above = {clash_key(parts[:count]) for count in range(1, len(parts))}
        if key in self.files or key in self.folders or above & self.files:
            self.keep_out(name, "has the name of another entry, or one that some systems take for the same")
            return None
        self.files.add(key)
        self.folders |= above
        return self.work.joinpath(*parts)

    def write(self, target: Path, source: Readable, piece: int = PIECE) -> None:
        """Copies what really comes, not what was promised."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(target, NEW_FILE, 0o644), "wb") as stream:
                while data := source.read(piece):
                    self.bytes_left -= len(data)
                    if self.bytes_left < 0:
                        raise too_much(self.name, self.limits)
                    stream.write(data)
        except OSError as error:
            raise IntakeError(f"{self.name} cannot be unpacked: {error.strerror or error}.", LESS) from None


def is_archive(path: Path) -> bool:
    """Whether the name is that of an archive which can be unpacked."""
    return path.name.lower().endswith(SUFFIXES)


def unpack(archive: Path, work: Path, limits: ArchiveLimits | None = None) -> tuple[Note, ...]:
    """Unpacks into the empty folder `work` and tells what was kept out; on IntakeError the folder is empty again."""
    from grader.intake.tarred import unpack_tar
    from grader.intake.zipped import unpack_zip

    limits = limits or ArchiveLimits()
    unpacking = Unpacking(archive, work, limits)
    try:
        with open_regular(archive, follow=True) as stream:
            if os.fstat(stream.fileno()).st_size > limits.archive_bytes:
                about = f"{unpacking.name} is larger than {limits.archive_bytes // MEGABYTE} MB"
                raise IntakeError(f"{about}, the most that is unpacked.", LESS)
            (unpack_zip if archive.name.lower().endswith(".zip") else unpack_tar)(stream, unpacking)
    except BaseException:
        _empty(work)
        raise
    return tuple(unpacking.notes)


@contextlib.contextmanager
def unpacked(archive: Path, limits: ArchiveLimits | None = None) -> Iterator[tuple[Path, tuple[Note, ...]]]:
    """A new folder with what the archive holds, and the notes; the folder is removed at the end."""
    with work_folder() as work:
        yield work, unpack(archive, work, limits)


def _empty(work: Path) -> None:
    """Takes away what a refused archive had already brought."""
    for each in list(work.iterdir()):
        if each.is_dir():
            remove_folder(each)
        else:
            each.unlink()


def damaged(name: str) -> IntakeError:
    """It is no such archive, or not all of it."""
    return IntakeError(f"{name} is damaged, or is no archive.", "Pack it again, or hand in the .py file or notebook.")


def too_many(name: str, limits: ArchiveLimits) -> IntakeError:
    """More entries than are unpacked."""
    return IntakeError(f"{name} holds more than {limits.entries} files.", LESS)


def too_much(name: str, limits: ArchiveLimits) -> IntakeError:
    """More bytes than are unpacked."""
    return IntakeError(f"{name} unpacks to more than {limits.total_bytes // MEGABYTE} MB.", LESS)
