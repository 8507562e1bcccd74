"""What `grade watch` knows: which exercise is next, what has changed on disk, what was done; it shows nothing."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader.batch.records import write_whole
from grader.intake import read_submission
from grader.model import Course, Exercise, ExerciseReport, Outcome, Report, Submission
from grader.words import translate

if TYPE_CHECKING:
    from grader.judge import Judge

STATE_FILE = ".grade-watch.json"
SUFFIXES = (".py", ".ipynb")
MAX_WATCHED = 500
Stamps = dict[str, tuple[int, int]]


def stamps(place: Path) -> Stamps:
    """When each source was last changed, and how large it is; a file that is being replaced is not there.

    Looked at again and again: that works on every system and on network drives, where notifications do not.
    """
    found: Stamps = {}
    if place.is_file():
        entries = [place]
    else:
        try:
            with os.scandir(place) as listing:
                entries = [Path(each.path) for each in listing if each.name.endswith(SUFFIXES)][:MAX_WATCHED]
        except OSError:
            return found
    for each in entries:
        with contextlib.suppress(OSError):
            status = each.stat()
            found[str(each)] = (status.st_mtime_ns, status.st_size)
    return found


def is_done(report: ExerciseReport) -> bool:
    """Whether everything that this machine can judge was passed."""
    judged = [each for each in report.cases if each.verdict.outcome is not Outcome.PENDING]
    return bool(judged) and all(each.verdict.outcome is Outcome.PASSED for each in judged)


@dataclass
class Progress:
    """Where a student is in the course, kept in their own folder between sessions."""

    course: Course
    file: Path
    current: str = ""
    done: set[str] = field(default_factory=set)
    hints: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, course: Course, folder: Path) -> Progress:
        """As it was left; from the beginning where nothing was kept or what was kept cannot be read."""
        progress = cls(course, folder / STATE_FILE)
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            data = json.loads(progress.file.read_text(encoding="utf-8"))
            known = {exercise.id for exercise in course.exercises}
            progress.done = known & set(data.get("done", []))
            progress.hints = {name: int(count) for name, count in data.get("hints", {}).items() if name in known}
            progress.current = data["current"] if data.get("current") in known else ""
        progress.current = progress.current or progress.next_after("")
        return progress

    def keep(self) -> None:
        """Writes it down; a folder that cannot be written to costs only the memory."""
        data = {"current": self.current, "done": sorted(self.done), "hints": self.hints}
        with contextlib.suppress(OSError):
            write_whole(self.file, json.dumps(data, indent=1) + "\n")

    @property
    def exercise(self) -> Exercise:
        """The one that is worked on."""
        found = self.course.exercise(self.current)
        return found if found is not None else self.course.exercises[0]

    def next_after(self, name: str) -> str:
        """The first unfinished exercise after one, round the end of the course; the last of all when none is left."""
        names = [exercise.id for exercise in self.course.exercises]
        start = names.index(name) + 1 if name in names else 0
        turned = names[start:] + names[:start]
        return next((each for each in turned if each not in self.done), names[-1])

    def learn(self, report: Report) -> None:
        """Takes over what was graded."""
        for each in report.exercises:
            (self.done.add if is_done(each) else self.done.discard)(each.exercise.id)
        self.keep()

    def move_on(self) -> None:
        """To the next unfinished exercise."""
        self.current = self.next_after(self.current)
        self.keep()

    def move_back(self) -> None:
        """To the unfinished exercise before this one, round the beginning of the course."""
        names = [exercise.id for exercise in self.course.exercises]
        here = names.index(self.current)
        turned = [*reversed(names[:here]), *reversed(names[here:])]
        self.current = next((each for each in turned if each not in self.done), self.current)
        self.keep()

    def next_hint(self) -> str:
        """One step further each time, and the last one again after that; empty where there is none."""
        hints = self.exercise.hints
        if not hints:
            return ""
        step = min(self.hints.get(self.current, 0) + 1, len(hints))
        self.hints[self.current] = step
        self.keep()
        return translate("{step} of {total}: {hint}", step=step, total=len(hints), hint=hints[step - 1])

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return len(self.done) == len(self.course.exercises)


@dataclass
class Desk:
    """A student's files and the judge that looks at them."""

    judge: Judge
    course: Course
    place: Path

    def grade(self, exercises: list[str]) -> tuple[Report, Submission]:
        """A report on what the files hold now; raises GradeError where they cannot be read."""
        submission = read_submission(self.place, self.course)
        return self.judge.grade(submission, exercises), submission
