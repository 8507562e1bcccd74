"""What a class has handed in, and which of its exercises must run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.batch.keys import NOTHING, Keys
from grader.batch.records import attempt_name
from grader.batch.results import Result
from grader.batch.slots import Unread
from grader.batch.standing import Standing
from grader.errors import IntakeError
from grader.model import Exercise, Source, Submission


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
