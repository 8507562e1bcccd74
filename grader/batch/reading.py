"""Reads what a class has handed in, on all cores where it is much; needs neither torch nor pytest."""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO

from grader.batch.keys import prose_digest, source_digests
from grader.batch.plan import Entry, Handed
from grader.errors import GradeError, IntakeError
from grader.intake import read_submission
from grader.intake.names import shown
from grader.model import Course, Submission

# With fewer for each, a process costs more than it brings.
SHARE = 100
MAX_READERS = 4
CHANGED = "was changed while the class was graded."
AGAIN = "Run the same command again."


@dataclass(frozen=True)
class Outline:
    """A submission without its sources: the text of a whole class would stay in memory, and in that of every fork."""

    submission: Submission | None = None
    problem: str = ""
    digests: dict[str, str] = field(default_factory=dict)
    prose: str = ""


def read_entries(course: Course, handed: Sequence[Handed]) -> list[Entry]:
    """Every attempt, read; one that cannot be read keeps the reason, and the others go on."""
    readers = max(1, min(os.cpu_count() or 1, MAX_READERS, len(handed) // SHARE)) if hasattr(os, "fork") else 1
    own, *others = [handed[number::readers] for number in range(readers)]
    started = [Reader(course, share) for share in others]
    outlines = [[_read(course, each) for each in own], *(reader.finish() for reader in started)]
    return [_entry(course, each, outlines[place % readers][place // readers]) for place, each in enumerate(handed)]


class Reader:
    """A process that reads some of a class."""

    def __init__(self, course: Course, share: Sequence[Handed]) -> None:
        self.course, self.share = course, share
        end, start = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(end)
            self._read_and_end(start)
        os.close(start)
        self.stream: BinaryIO = os.fdopen(end, "rb")

    def _read_and_end(self, start: int) -> None:
        """In the new process; nothing of the old one is ended or tidied up here."""
        try:
            with os.fdopen(start, "wb") as stream:
                pickle.dump([_read(self.course, each) for each in self.share], stream)
        finally:
            os._exit(0)

    def finish(self) -> list[Outline]:
        """What it has read; where it was killed, everything is read once more, here."""
        outlines: list[Outline] = []
        with self.stream, contextlib.suppress(EOFError, pickle.UnpicklingError):
            outlines = pickle.load(self.stream)
        os.waitpid(self.process, 0)
        return outlines or [_read(self.course, each) for each in self.share]


def _read(course: Course, handed: Handed) -> Outline:
    try:
        submission = read_submission(handed.path, course, handed.name, called=shown(handed.origin))
    except GradeError as error:
        return Outline(problem=error.message)
    except Exception as error:  # whatever a stranger's file brings about: one submission never stops a class
        return Outline(problem=f"It cannot be read ({type(error).__name__}).")
    outline = replace(submission, sources=())
    return Outline(outline, digests=source_digests(submission), prose=prose_digest(submission))


def _entry(course: Course, handed: Handed, outline: Outline) -> Entry:
    submission = outline.submission
    reopen = partial(read_again, course, handed, submission.digest) if submission else None
    return Entry(handed, submission, outline.problem, reopen, outline.digests, outline.prose)


def read_again(course: Course, handed: Handed, digest: str) -> Submission:
    """The submission that had that digest when the class was read; raises IntakeError where it has another one now."""
    name = shown(handed.origin or handed.path.name)
    try:
        submission = read_submission(handed.path, course, handed.name, called=name)
    except Exception:  # it could be read before: whatever it is now, it is not that any more
        raise IntakeError(f"{name} {CHANGED}", AGAIN) from None
    if submission.digest != digest:
        raise IntakeError(f"{name} {CHANGED}", AGAIN)
    return submission
