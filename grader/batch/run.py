"""A batch: finds what is missing, runs it in slots, and keeps every result and record as soon as it is there."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from grader.batch.elsewhere import KEPT_AS, elsewhere, on_accelerator
from grader.batch.keys import NOTHING, Circumstances, Keys
from grader.batch.plan import Entry, by_missing_key, distinct, find_keys, find_results
from grader.batch.records import file_name, write_whole
from grader.batch.results import Result, compose, from_text, to_text, unreadable
from grader.batch.slots import Done, Waiting
from grader.batch.standing import Standing, standing_from_text, standing_of
from grader.course import course_digest
from grader.emit.page import page
from grader.emit.record import dumps, record
from grader.model import Course, Environment, Exercise, Outcome, Report
from grader.store import StoredRecord


class Book(Protocol):
    """Where results and records are kept."""

    def results(self, keys: list[str]) -> dict[str, str]:
        """Those that are there, by key."""
        ...

    def save_results(self, pairs: list[tuple[str, str]]) -> None:
        """Keeps results by key."""
        ...

    def save_record(
        self, student: str, attempt: int, record_json: str, came_from: dict[str, str], submitted: str | None,
        standing: str | None = None,
    ) -> int:  # fmt: skip
        """Keeps a record, if it is new."""
        ...

    def newest_record(self, student: str, attempt: int) -> StoredRecord | None:
        """The newest record of an attempt, if there is one."""
        ...

    def newest_standings(self) -> dict[tuple[str, int], tuple[str, str | None]]:
        """Of each newest record, what it came from and what it comes to."""
        ...


class Executor(Protocol):
    """What runs submissions, on this machine or on many."""

    is_stopping: bool

    def run(self, works: Sequence[Waiting]) -> Iterator[tuple[Waiting, Done]]:
        """Each submission with its results, as they come; after `stop` only those under way."""
        ...

    def stop(self) -> None:
        """No more submissions are begun."""
        ...


Tell = Callable[[Standing], None]


@dataclass
class Batch:
    """A class's entries on their way to records."""

    course: Course
    entries: list[Entry]
    book: Book
    out: Path
    circumstances: Circumstances
    # Those that are asked for; all of the course, if none are named.
    exercises: tuple[Exercise, ...] = ()
    device_name: str = ""
    pages: bool = False
    changed: list[Entry] = field(default_factory=list)
    not_graded: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reads once what is the same for all."""
        self.digest = course_digest(self.course)
        self.exercises = self.exercises or self.course.exercises
        self.keys = Keys(self.course, self.circumstances)
        self.common = self.keys.of_all(self.exercises)
        self.environment = Environment(
            platform.python_version(),
            version("torch"),
            self.circumstances.device,
            self.device_name,
            "",
            self.circumstances.seed,
        )
        self.known: dict[tuple[str, int], tuple[str, str | None]] = {}

    def look_up(self) -> list[Entry]:
        """Finds what is settled and what results are kept; gives what must run."""
        self.known = self.book.newest_standings()
        for entry in self.entries:
            entry.standing = self._settled(entry)
        open_entries = [entry for entry in self.entries if entry.standing is None]
        find_keys(open_entries, self.exercises, self.keys)
        find_results(open_entries, self.book.results, from_text)
        return distinct(open_entries)

    def _settled(self, entry: Entry) -> Standing | None:
        """What a whole record says that came from the very same; None where there is none, or it must run again."""
        digest, text = self.known.get((entry.handed.student, entry.handed.number), ("", None))
        if text is None or digest != self.origin(entry)["digest"] or not self._is_written(entry):
            return None
        standing = standing_from_text(entry.handed.student, entry.handed.number, entry.handed.submitted, text)
        return standing if standing.is_graded else None

    def _is_written(self, entry: Entry) -> bool:
        """Whether all files of an attempt are there that are wanted."""
        return self.record_file(entry).is_file() and (not self.pages or self.page_file(entry).is_file())

    def finish_complete(self, tell: Tell) -> None:
        """Writes the records of all that need not run."""
        for entry in self.entries:
            if entry.standing is not None:
                tell(entry.standing)
            elif entry.problem or not entry.missing:
                tell(self.finish(entry))

    def execute(self, executor: Executor, tell: Tell) -> None:
        """Runs what is missing; `tell` hears of each record. Ends early when it is stopped."""
        pairs = [(entry, work) for entry in distinct(self.entries) if (work := entry.work)]
        # An entry forgets its keys when it is finished, and others may complete it before its own work has ended.
        owner = {id(work): (entry, entry.keys) for entry, work in pairs}
        waiting = by_missing_key(self.entries)
        for ended, done in executor.run([work for _, work in pairs]):
            entry, keys = owner.pop(id(ended))
            self._keep(keys, done)
            touched = {id(entry): entry}
            for name, result in done.items():
                entry.results[name] = result
                for other in waiting.pop(keys[name], ()):
                    other.results.setdefault(name, result)
                    touched[id(other)] = other
            for each in touched.values():
                if each.standing is None and not each.missing:
                    tell(self.finish(each))

    def _keep(self, keys: Mapping[str, str], done: Done) -> None:
        """What may be kept, at once: a grader that is killed now has lost nothing."""
        self.book.save_results([(keys[name], to_text(done[name])) for name in done if done[name].may_be_kept])

    def finish(self, entry: Entry) -> Standing:
        """Where a complete entry stands; its record is written where it is not there yet."""
        handed, report = entry.handed, self.report(entry)
        came_from = self.origin(entry) | drawn(entry.keys, report) | self._bases(entry, on_accelerator(report))
        entry.standing = standing_of(handed.student, handed.number, handed.submitted, report, entry.problem)
        data = record(report)
        text = dumps(data)
        if self.known.get((handed.student, handed.number), ("", None))[0] != came_from["digest"]:
            self.changed.append(entry)
        write_whole(self.record_file(entry), text)
        self._write_page(entry, data, report)
        submitted = handed.submitted.isoformat() if handed.submitted else None
        self.book.save_record(handed.student, handed.number, text, came_from, submitted, entry.standing.to_text())
        if not report.is_graded:
            self.not_graded.append(entry)
        # A class is large, and what was kept of this one is not needed any more.
        entry.results, entry.keys, entry.submission, entry.reopen = {}, {}, None, None
        return entry.standing

    def record_file(self, entry: Entry) -> Path:
        """Where an attempt's record lies."""
        return self.out / "records" / f"{file_name(entry.handed.name)}.json"

    def page_file(self, entry: Entry) -> Path:
        """Where an attempt's feedback page lies."""
        return self.out / "feedback" / f"{file_name(entry.handed.name)}.html"

    def _write_page(self, entry: Entry, data: dict[str, Any], report: Report) -> None:
        """The page to the record; an older one, which may say something else, does not stay."""
        if self.pages:
            text = page(data, self.course, entry.sources, report.drawings)
            write_whole(self.page_file(entry), text, is_kept=False)
        else:
            self.page_file(entry).unlink(missing_ok=True)

    def report(self, entry: Entry) -> Report:
        """Composed of its results."""
        if entry.submission is None:
            return unreadable(self.course, self.digest, entry.handed.name, entry.problem, self.environment)
        environment = self._complete(entry)
        return compose(self.course, self.digest, entry.submission, entry.results, environment)

    def _complete(self, entry: Entry) -> Environment:
        """Gives what waits for an accelerator the verdicts that an earlier record has from one."""
        waiting = [name for name, result in entry.results.items() if waits(result)]
        who = entry.handed.student, entry.handed.number
        earlier = self.book.newest_record(*who) if waiting and who in self.known else None
        found = elsewhere(earlier, self._bases_of(entry, waiting)) if earlier else None
        completed = {name: found.completed(entry.results[name]) for name in waiting} if found else {}
        if found is None or all(completed[name] is entry.results[name] for name in waiting):
            return self.environment
        entry.results |= completed
        return found.named_in(self.environment)

    def _bases(self, entry: Entry, names: Sequence[str]) -> dict[str, str]:
        """What is kept with a record that has verdicts from an accelerator."""
        return {KEPT_AS: json.dumps(self._bases_of(entry, names))} if names else {}

    def _bases_of(self, entry: Entry, names: Sequence[str]) -> dict[str, str]:
        chosen = [each for each in self.exercises if each.id in names]
        return {each.id: self.keys.basis(each, entry.digests.get(each.unit, NOTHING)) for each in chosen}

    def origin(self, entry: Entry) -> dict[str, str]:
        """What a record comes from."""
        parts = {
            "path": entry.handed.origin or str(entry.handed.path),
            "submission": entry.submission.digest if entry.submission else entry.problem,
            "course": self.digest,
            "keys": hashlib.sha256(json.dumps([self.common, entry.digests]).encode()).hexdigest(),
        }
        if self.pages and entry.prose:
            # No case depends on it, so nothing runs: the page alone is made anew.
            parts["prose"] = entry.prose
        return parts | {"digest": hashlib.sha256(json.dumps(parts).encode(errors="surrogatepass")).hexdigest()}


def waits(result: Result) -> bool:
    """Whether a case of it is pending."""
    return any(verdict.outcome is Outcome.PENDING for verdict in result.verdicts)


def drawn(keys: Mapping[str, str], report: Report) -> dict[str, str]:
    """The keys under which the drawings are kept, for a page that is written where nothing is run."""
    return {"drawn": json.dumps({name: keys[name] for name in report.drawings})} if report.drawings else {}
