"""The places that an author has yet to fill in, wherever they are in a course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.model import Course

MARK = "TODO(author)"
PLACES = (
    "README.md", "exercises/course.toml", "solutions/*.py", "solutions/*/*/*.py", "tests/hidden/*.py",
    "tests/public/*.py",
)  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """One place: the file within the course, the line, and what is to be written there."""

    file: str
    line: int
    text: str

    @property
    def where(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}"


def marks_in(text: str, file: str) -> Iterator[Mark]:
    """The marks of one text."""
    for number, line in enumerate(text.splitlines(), 1):
        _, found, rest = line.partition(MARK)
        if found:
            yield Mark(file, number, rest.strip(": \"'.,") or "fill this in")


def marks_of(course: Course) -> list[Mark]:
    """Every mark in the files that an author writes; what is made of them has none of its own."""
    found: list[Mark] = []
    for place in PLACES:
        for path in sorted(course.root.glob(place)):
            found += marks_in(_read(path), path.relative_to(course.root).as_posix())
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        # Whoever needs the file says so.
        return ""
