"""What a class has handed in, and which of its exercises must run; needs neither torch nor pytest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from grader.batch.keys import NOTHING, Keys, prose_digest, source_digests
from grader.batch.records import attempt_name
from grader.batch.results import Result
from grader.batch.slots import Unread
from grader.batch.standing import Standing
from grader.errors import GradeError, IntakeError
from grader.intake import read_submission
from grader.intake.names import shown
from grader.model import Course, Exercise, Source, Submission

CHANGED = "was changed while the class was graded."
AGAIN = "Run the same command again."


@dataclass(frozen=True)
class Handed:
    """One attempt of one student: where it lies, and when it came."""

    student: str
    path: Path
    number: int = 1
    submitted: datetime | None = None
    # Where it lay in the export: the path may be a copy that is gone afterwards.
    origin: str = ""

    @property
    def name(self) -> str:
        """The name of its record."""
        return attempt_name(self.student, self.number)


@dataclass
class Entry:
    """An attempt under grading: read or not, the keys of its exercises, and the results there are."""

    handed: Handed
    # Without its sources: the text of a whole class would stay in memory, and in that of every fork.
    submission: Submission | None = None
    problem: str = ""
    # Reads it once more, whole; raises IntakeError where it is not what it was.
    reopen: Callable[[], Submission] | None = None
    # By unit, of the source with what it reads.
    digests: dict[str, str] = field(default_factory=dict)
    # Of what only a feedback page shows.
    prose: str = ""
    # By exercise; found only for what is not settled.
    keys: dict[str, str] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    standing: Standing | None = None

    @property
    def missing(self) -> list[str]:
        """The exercises without a result."""
        return [] if self.standing else [name for name in self.keys if name not in self.results]

    @property
    def sources(self) -> tuple[Source, ...] | None:
        """What it was graded from; None where that is not there any more."""
        with suppress(IntakeError):
            return self.reopen().sources if self.reopen else ()
        return None

    @property
    def work(self) -> Unread | None:
        """What must run for it, if anything."""
        missing = self.missing
        return Unread(self.reopen, tuple(missing)) if missing and self.reopen is not None else None


def read_entries(course: Course, handed: Iterable[Handed]) -> list[Entry]:
    """Every attempt, read; one that cannot be read keeps the reason, and the others go on."""
    return [_read(course, each) for each in handed]


def _read(course: Course, handed: Handed) -> Entry:
    try:
        submission = read_submission(handed.path, course, handed.name, called=shown(handed.origin))
    except GradeError as error:
        return Entry(handed, problem=error.message)
    except Exception as error:  # whatever a stranger's file brings about: one submission never stops a class
        return Entry(handed, problem=f"It cannot be read ({type(error).__name__}).")
    outline = replace(submission, sources=())
    reopen = partial(read_again, course, handed, submission.digest)
    return Entry(handed, outline, reopen=reopen, digests=source_digests(submission), prose=prose_digest(submission))


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


def find_keys(entries: Iterable[Entry], exercises: Sequence[Exercise], keys: Keys) -> None:
    """Fills in the key of every exercise of those attempts."""
    for entry in entries:
        if entry.submission is not None:
            entry.keys = {each.id: keys.of(each, entry.digests.get(each.unit, NOTHING)) for each in exercises}


def find_results(
    entries: list[Entry], stored: Callable[[list[str]], dict[str, str]], parse: Callable[[str], Result]
) -> None:
    """Fills in the results that are kept already."""
    known = stored(sorted({key for entry in entries for key in entry.keys.values()}))
    parsed = {key: parse(text) for key, text in known.items()}
    for entry in entries:
        entry.results = {name: parsed[key] for name, key in entry.keys.items() if key in parsed}


def distinct(entries: list[Entry]) -> list[Entry]:
    """Those that must run, without the ones whose work another one does already: twins have the same keys."""
    seen: set[str] = set()
    found = []
    for entry in entries:
        fresh = [name for name in entry.missing if entry.keys[name] not in seen]
        if fresh:
            seen.update(entry.keys[name] for name in entry.missing)
            found.append(entry)
    return found


def by_missing_key(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Who waits for which result: one that comes must not be looked for in the whole class."""
    waiting: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in entry.missing:
            waiting[entry.keys[name]].append(entry)
    return waiting
