"""What a class has handed in, and which of its exercises must run; needs neither torch nor pytest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.batch.keys import NOTHING, Keys, source_digest
from grader.batch.records import attempt_name
from grader.batch.results import Result
from grader.batch.slots import Work
from grader.batch.standing import Standing
from grader.errors import GradeError
from grader.intake import read_submission
from grader.intake.names import shown
from grader.model import Course, Submission


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
    submission: Submission | None = None
    problem: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    standing: Standing | None = None

    @property
    def missing(self) -> list[str]:
        """The exercises without a result."""
        return [] if self.standing else [name for name in self.keys if name not in self.results]

    @property
    def work(self) -> Work | None:
        """What must run for it, if anything."""
        missing = self.missing
        return Work(self.submission, tuple(missing)) if missing and self.submission is not None else None


def read_entries(course: Course, handed: Iterable[Handed], exercises: list[str]) -> list[Entry]:
    """Every attempt, read; one that cannot be read keeps the reason, and the others go on."""
    return [_read(course, each, exercises) for each in handed]


def _read(course: Course, handed: Handed, exercises: list[str]) -> Entry:
    try:
        submission = read_submission(handed.path, course, handed.name, called=shown(handed.origin))
    except GradeError as error:
        return Entry(handed, problem=error.message)
    except Exception as error:  # whatever a stranger's file brings about: one submission never stops a class
        return Entry(handed, problem=f"It cannot be read ({type(error).__name__}).")
    return Entry(handed, submission, keys=dict.fromkeys(exercises, ""))


def find_keys(course: Course, entries: Iterable[Entry], keys: Keys) -> None:
    """Fills in the key of every exercise of every attempt."""
    wanted = {exercise.id: exercise for exercise in course.exercises}
    for entry in entries:
        if entry.submission is not None:
            digests = {source.unit: source_digest(source) for source in entry.submission.sources}
            for name in entry.keys:
                entry.keys[name] = keys.of(wanted[name], digests.get(wanted[name].unit, NOTHING))


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
