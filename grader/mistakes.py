"""The known mistakes of a course: wrong answers, each with what to tell whoever gives it, laid over the reference."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

from grader.bridge.connection import LocalConnection
from grader.errors import CourseError
from grader.examination import References, case_seed
from grader.model import Case, Cell, Course, Exercise, Source
from grader.student import Module


@dataclass(frozen=True)
class Mistake:
    """One wrong answer: its name, its source, and the cause in words."""

    name: str
    path: Path
    text: str
    cause: str


def read_mistakes(course: Course, exercise: Exercise) -> list[Mistake]:
    """Those of one exercise, by name; none in a student's copy."""
    folder = course.root / "solutions" / "mistakes" / exercise.name
    return [read_mistake(path) for path in sorted(folder.glob("*.py"))]


def read_mistake(path: Path) -> Mistake:
    """A file of the bank; raises CourseError where it does not say what to tell."""
    text = path.read_text(encoding="utf-8")
    try:
        told = ast.get_docstring(ast.parse(text))
    except SyntaxError as error:
        raise CourseError(f"The known mistake {path} cannot be read: {error.msg}, line {error.lineno}.") from None
    if not told:
        raise CourseError(f"The known mistake {path} has no docstring.", "It says what to tell whoever makes it.")
    return Mistake(path.stem, path, text, " ".join(told.split("\n\n")[0].split()))


@dataclass
class Bank:
    """Mistakes that are loaded, each once, in the judge's own process: they are the course's own code."""

    course: Course
    references: References
    seed: int
    known: dict[str, list[Mistake]] = field(default_factory=dict)
    channels: dict[tuple[str, str], LocalConnection] = field(default_factory=dict)

    def of(self, exercise: Exercise) -> list[Mistake]:
        """The known mistakes of an exercise."""
        if exercise.id not in self.known:
            self.known[exercise.id] = read_mistakes(self.course, exercise)
        return self.known[exercise.id]

    def module(self, exercise: Exercise, mistake: Mistake, case: Case) -> Module:
        """The reference with that one mistake in it, fresh for a case."""
        key = exercise.id, mistake.name
        if key not in self.channels:
            solution = self.references.source(exercise.unit)
            laid_over = Source(exercise.unit, solution.path, (*solution.cells, Cell(mistake.text, 2)))
            self.channels[key] = LocalConnection(laid_over, exercise.limits, self.seed)
        module = Module(self.channels[key], exercise.limits.call_seconds)
        module._begin(case_seed(self.seed, case.id))
        return module

    def close(self) -> None:
        """Ends what was loaded."""
        for channel in self.channels.values():
            channel.close()
        self.channels.clear()
