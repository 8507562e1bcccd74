"""Grades the course's own files once: the stubs, the solutions, every known mistake, every variant and junk."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from filled import filled

from grader.bridge.server import Wish, WorkerServer
from grader.course import COURSE_FILE, read_course
from grader.devices import find_accelerator
from grader.grading import ForkLaunch, Grading
from grader.intake.notebook import read_notebook
from grader.judge import Judge, hold_session
from grader.model import Cell, Report, Source, Submission
from grader.stubs import make_stub

ROOT = Path(__file__).parents[2]
JUNK = Path(__file__).with_name("junk.py").read_text(encoding="utf-8")
TIMED = "gpu.time_matmul"
JUNK_KINDS = ("none", "argument", "zeros", "ones", "random")
CAUGHT_BY = re.compile(r"^# caught by: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """A file of the bank: what it answers, and which cases are meant to catch it."""

    kind: str
    exercise: str
    name: str
    text: str

    @property
    def caught_by(self) -> tuple[str, ...]:
        """The names of the cases that must fail, without those that need an accelerator."""
        found = CAUGHT_BY.search(self.text)
        named = [each.strip() for each in found[1].split(",")] if found else []
        return tuple(each for each in named if "[accelerator]" not in each)

    @property
    def needs_accelerator(self) -> bool:
        """Whether every case meant for it needs one."""
        found = CAUGHT_BY.search(self.text)
        return bool(found) and not self.caught_by


COURSE = read_course(ROOT)


def solution(unit: str) -> str:
    """The reference of a unit."""
    return (ROOT / "solutions" / f"{unit}.py").read_text(encoding="utf-8")


def notebook(unit: str) -> str:
    """What students get of a unit as a notebook."""
    return (ROOT / "exercises" / f"{unit}.ipynb").read_text(encoding="utf-8")


def cells_of(text: str) -> list[str]:
    """The code of a notebook, as it is read when handed in."""
    return [cell.text for cell in read_notebook(text.encode(), Path("notebook"))]


def bank(kind: str) -> list[Answer]:
    """Every known mistake or variant."""
    answers = []
    for exercise in COURSE.exercises:
        for path in sorted((ROOT / "solutions" / kind / exercise.name).glob("*.py")):
            answers.append(Answer(kind, exercise.id, path.stem, path.read_text(encoding="utf-8")))
    return answers


def submission(name: str, texts: dict[str, list[str]]) -> Submission:
    """Cells of text for each unit."""
    sources = [
        Source(
            unit, ROOT / "solutions" / f"{unit}.py", tuple(Cell(text, number) for number, text in enumerate(cells, 1))
        )
        for unit, cells in texts.items()
    ]
    return Submission(name, "0" * 64, tuple(sources))


@dataclass(frozen=True)
class Job:
    """Something to grade: the whole course's stubs or solutions, or one function laid over its unit."""

    kind: str
    exercise: str = ""
    name: str = ""
    text: str = ""

    def __str__(self) -> str:
        """The test's id."""
        return " ".join(filter(None, (self.kind, self.exercise, self.name)))

    def sources(self) -> dict[str, list[str]]:
        """Cells of text by unit."""
        units = [unit.id for unit in COURSE.units]
        if self.kind == "stubs":
            return {unit: [make_stub(solution(unit), unit)] for unit in units}
        if self.kind == "solutions":
            return {unit: [solution(unit)] for unit in units}
        if self.kind == "notebooks":
            return {unit: cells_of(notebook(unit)) for unit in units}
        if self.kind == "solved notebooks":
            return {unit: cells_of(filled(notebook(unit), solution(unit))) for unit in units}
        unit, function = self.exercise.split(".")
        laid_over = f"{JUNK}\n{function} = junk({function}, {self.name!r})\n" if self.kind == "junk" else self.text
        return {unit: [solution(unit), laid_over]}

    def grade(self, judge: Judge) -> Report:
        """The report on it."""
        sources = self.sources()
        wanted = [each.id for each in COURSE.exercises if each.unit in sources]
        if self.exercise not in ("", TIMED):
            # Its cases take seconds, and no other function can have any part in them.
            wanted = [each for each in wanted if each != TIMED]
        return judge.grade(submission(str(self), sources), [self.exercise] if self.kind == "junk" else wanted)


@pytest.fixture(scope="session")
def reports(request: pytest.FixtureRequest) -> dict[Job, Report]:
    """Every job of the selected tests, graded in one warm session."""
    jobs = [
        item.callspec.params["job"]
        for item in request.session.items
        if "job" in getattr(item, "callspec", NO_CALL).params
    ]
    found: dict[Job, Report] = {}
    server = WorkerServer(Wish("auto", hidden=str(ROOT / COURSE_FILE)))
    grading = Grading(COURSE, ForkLaunch(server), find_accelerator("cpu"))
    autoload = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    try:
        hold_session(grading, "", lambda judge: found.update(grade_all(judge, list(dict.fromkeys(jobs)))))
    finally:
        grading.close()
        if autoload is None:
            os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
    return found


def grade_all(judge: Judge, jobs: list[Job]) -> dict[Job, Report]:
    """Warm as in a batch, but for the cases that take seconds."""
    if len(jobs) > 1:
        judge.warm_up({each.id for each in COURSE.exercises if each.id != TIMED})
    return {job: job.grade(judge) for job in jobs}


class NO_CALL:  # noqa: N801 -- stands for a callspec
    """A test without parameters."""

    params: ClassVar[dict[str, object]] = {}
