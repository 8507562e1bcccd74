"""The answers a course is proved with: its stubs, its solutions, known mistakes, known-good variants, and junk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from grader.intake.notebook import read_notebook
from grader.model import Cell, Course, Exercise, Source
from grader.stubs import make_stub

JUNK = Path(__file__).with_name("junk.py").read_text(encoding="utf-8")
JUNK_KINDS = ("none", "argument", "zeros", "ones", "random")
CAUGHT_BY = re.compile(r"^# caught by: (.+)$", re.MULTILINE)
ON_AN_ACCELERATOR = "[accelerator]"


@dataclass(frozen=True)
class Answer:
    """An answer to one exercise, laid over its unit's solution; for a mistake, the cases that are meant to catch it."""

    kind: str
    exercise: str
    name: str
    text: str

    @property
    def meant(self) -> tuple[str, ...]:
        """The names of the cases that must fail, as the file says."""
        found = CAUGHT_BY.search(self.text)
        return tuple(each.strip() for each in found[1].split(",")) if found else ()

    @property
    def caught_by(self) -> tuple[str, ...]:
        """Those of them that need no accelerator."""
        return tuple(each for each in self.meant if ON_AN_ACCELERATOR not in each)

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions of all the cases that are meant."""
        return tuple(dict.fromkeys(each.partition("[")[0] for each in self.meant))

    @property
    def needs_accelerator(self) -> bool:
        """Whether every case meant for it needs one."""
        return bool(self.meant) and not self.caught_by


class Texts:
    """The course's solutions and stubs as text, each read once."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.read: dict[Path, str] = {}

    def text(self, path: Path) -> str:
        """A file of the course."""
        if path not in self.read:
            self.read[path] = path.read_text(encoding="utf-8")
        return self.read[path]

    def solution_path(self, unit: str) -> Path:
        """Where the reference of a unit lies."""
        return self.course.root / "solutions" / f"{unit}.py"

    def solution(self, unit: str) -> str:
        """The reference of a unit."""
        return self.text(self.solution_path(unit))

    def stub(self, unit: str) -> Source:
        """What students get for a unit, or would get."""
        path = self.course.root / "exercises" / f"{unit}.py"
        text = self.text(path) if path.is_file() else make_stub(self.solution(unit), unit)
        return Source(unit, path, (Cell(text),))

    def notebook(self, unit: str) -> Source | None:
        """The notebook that students get for a unit, if there is one."""
        path = self.course.root / "exercises" / f"{unit}.ipynb"
        return Source(unit, path, read_notebook(path.read_bytes(), path)) if path.is_file() else None

    def source(self, unit: str, *laid_over: str) -> Source:
        """The reference of a unit with further cells after it."""
        texts = (self.solution(unit), *laid_over)
        return Source(unit, self.solution_path(unit), tuple(Cell(text, place) for place, text in enumerate(texts, 1)))


def read_bank(course: Course, kind: str, exercise: Exercise) -> list[Answer]:
    """The known `mistakes` or `variants` of an exercise."""
    folder = course.root / "solutions" / kind / exercise.name
    return [
        Answer(kind.removesuffix("s"), exercise.id, path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.py"))
    ]


def junk_of(exercise: Exercise) -> list[Answer]:
    """Junk in the place of an exercise's function."""
    return [
        Answer("junk", exercise.id, kind, f"{JUNK}\n{exercise.name} = junk({exercise.name}, {kind!r})\n")
        for kind in JUNK_KINDS
    ]
