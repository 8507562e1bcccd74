"""`solutions/equivalent.toml`: mutants that are right answers too, each with the reason why.

A mark names the exercise, the operator and the line of code as it is written, so that it outlives shifted lines; where
one operator makes several mutants of a line, `becomes` says which.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import CourseError
from grader.model import Course
from grader.proof.mutants import Mutant

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MARKS = Path("solutions") / "equivalent.toml"
NEEDED = {"exercise", "operator", "line", "reason"}
KNOWN = NEEDED | {"becomes"}


@dataclass(frozen=True)
class Mark:
    """A mutant, or all that an operator makes of a line, declared right."""

    exercise: str
    operator: str
    line: str
    reason: str
    becomes: str = ""

    def fits(self, mutant: Mutant) -> bool:
        """Whether it speaks of that mutant."""
        mine = self.exercise, self.operator, self.line
        return mine == (mutant.exercise, mutant.operator, mutant.line) and self.becomes in ("", mutant.becomes)


def read_marks(course: Course) -> list[Mark]:
    """Those of a course; raises CourseError where the file does not say what it must."""
    path = course.root / MARKS
    if not path.is_file():
        return []
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
    return [_mark(path, number, entry) for number, entry in enumerate(entries, 1)]


def _mark(path: Path, number: int, entry: dict[str, object]) -> Mark:
    missing = sorted(name for name in NEEDED if not str(entry.get(name, "")).strip())
    if missing or entry.keys() - KNOWN:
        wrong = f"no {missing[0]}" if missing else f"an unknown {sorted(entry.keys() - KNOWN)[0]}"
        raise CourseError(f"{path}: mark number {number} has {wrong}.", f"It needs {', '.join(sorted(NEEDED))}.")
    return Mark(**{name: str(value).strip() for name, value in entry.items()})


def mark_of(mutant: Mutant, marks: Iterable[Mark]) -> Mark | None:
    """The mark of a mutant, if it has one."""
    return next((mark for mark in marks if mark.fits(mutant)), None)
