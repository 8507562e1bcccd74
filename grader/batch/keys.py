"""The digest of everything that an exercise's verdicts depend on: what has the same key need not be run again.

Per exercise: the student's file for its unit with what it reads, the unit's solution, the exercise's own cases with
what they share, the course's data and limits, and the versions of what runs them. A comment in a case or in another
unit's file changes nothing.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader import __version__
from grader.errors import CourseError
from grader.intake.neighbours import ReadOnce, named_neighbours, tree_digest
from grader.model import Course, Exercise, Source, Submission
from grader.words import COURSE_TEXTS, ENGLISH

VERSIONED = ("torch", "numpy", "pytest")
NOTHING = "nothing was handed in"


@dataclass(frozen=True)
class Circumstances:
    """What a verdict depends on besides course and submission."""

    device: str
    seed: int
    # Whether what the feedback pages draw is asked for as well.
    draws: bool = False
    language: str = ENGLISH


class Keys:
    """The keys of one course under the same circumstances."""

    def __init__(self, course: Course, circumstances: Circumstances) -> None:
        self.course = course
        self.cases = CaseDigests(course)
        self.draws = circumstances.draws
        everywhere = [
            str(circumstances.seed),
            course.reveal,
            tree_digest([course.root / "exercises" / "data"]),
            *_told_in(course, circumstances.language),
        ]
        here = [*(f"{name} {found}" for name, found in versions().items()), circumstances.device]
        self.common = _digest([*here, *everywhere])
        self.everywhere = _digest(everywhere)
        self.solutions: dict[str, str] = {}
        # By exercise, and by what is common to all of them.
        self.parts: dict[tuple[str, str], str] = {}

    def of(self, exercise: Exercise, source: str) -> str:
        """The key of an exercise for the digest of a student's source, or NOTHING where none was handed in."""
        return _digest([self.part(exercise), source])

    def of_all(self, exercises: Iterable[Exercise]) -> str:
        """What the keys of those exercises have in common for all students, as one digest."""
        return _digest(self.part(each) for each in exercises)

    def basis(self, exercise: Exercise, source: str) -> str:
        """As a key, but the same on every machine: of what decides a verdict beside the machine."""
        return _digest([self._part(exercise, self.everywhere), source])

    def part(self, exercise: Exercise) -> str:
        """Everything that an exercise's verdicts depend on besides the student's source."""
        return self._part(exercise, self.common)

    def _part(self, exercise: Exercise, common: str) -> str:
        """The same of an exercise, read once for a class."""
        key = exercise.id, common
        if key not in self.parts:
            self.parts[key] = self._read_part(exercise, common)
        return self.parts[key]

    def _read_part(self, exercise: Exercise, common: str) -> str:
        unit = self.course.unit(exercise.unit)
        limits = [asdict(exercise.limits), asdict(unit.limits) if unit else None]
        own = [exercise.id, repr(limits), self._solution(exercise.unit), self.cases.of(exercise)]
        drawn = [repr(exercise.drawing)] if self.draws and exercise.drawing else []
        return _digest([common, *own, self._mistakes(exercise), *drawn])

    def _mistakes(self, exercise: Exercise) -> str:
        """What a student is told depends on the mistakes that are known."""
        folder = self.course.root / "solutions" / "mistakes" / exercise.name
        texts = [f"{path.name}\0{path.read_text(encoding='utf-8')}" for path in sorted(folder.glob("*.py"))]
        return _digest([str(exercise.names_mistakes), *texts])

    def _solution(self, unit: str) -> str:
        if unit not in self.solutions:
            path = self.course.root / "solutions" / f"{unit}.py"
            self.solutions[unit] = _digest([path.read_text(encoding="utf-8")]) if path.is_file() else ""
        return self.solutions[unit]


def _told_in(course: Course, language: str) -> list[str]:
    """The language of the verdicts, and the course's words in it; nothing for English, in which they are written."""
    if language == ENGLISH:
        return []
    return [language, tree_digest([course.root / COURSE_TEXTS / f"{language}.mo"])]


class CaseDigests:
    """Each exercise's own cases, and what the cases of a unit share."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.units: dict[str, tuple[str, dict[str, str]]] = {}
        folders = [course.folder(kind) for kind in ("hidden", "public")]
        beside = [path for folder in folders for path in sorted(folder.glob("*.py")) if path.stem[:5] != "test_"]
        self.helpers = _digest([f"{path.name}\0{path.read_text(encoding='utf-8')}" for path in beside])

    def of(self, exercise: Exercise) -> str:
        """The digest for one exercise."""
        if exercise.unit not in self.units:
            self.units[exercise.unit] = self._read(exercise.unit)
        shared, own = self.units[exercise.unit]
        return _digest([self.helpers, shared, own.get(exercise.name, "")])

    def _read(self, unit: str) -> tuple[str, dict[str, str]]:
        shared: list[str] = []
        own: dict[str, list[str]] = {}
        for kind in ("hidden", "public"):
            path = self.course.folder(kind) / f"test_{unit}.py"
            for node in _statements(path) if path.is_file() else ():
                # Without line numbers and comments: only what a statement says counts.
                text = f"{kind}\0{ast.dump(node)}"
                name = exercise_of(node)
                shared.append(text) if name is None else own.setdefault(name, []).append(text)
        return _digest(shared), {name: _digest(texts) for name, texts in own.items()}


def _statements(path: Path) -> list[ast.stmt]:
    try:
        return ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, SyntaxError, ValueError) as error:
        raise CourseError(f"The cases in {path} cannot be read: {error}.") from None


def exercise_of(node: ast.stmt) -> str | None:
    """The exercise that a class or function of cases is marked with; None for what belongs to all."""
    for mark in getattr(node, "decorator_list", []):
        match mark:
            case ast.Call(func=ast.Attribute(attr="exercise"), args=[ast.Constant(value=str(name))]):
                return name
    return None


def source_digests(submission: Submission) -> dict[str, str]:
    """By unit, of a student's file and of what it names beside it."""
    read = ReadOnce({source.path: source.as_file for source in submission.sources if source.as_file})
    return {source.unit: _source_digest(source, read) for source in submission.sources}


def prose_digest(submission: Submission) -> str:
    """Of what stands between the cells of notebooks, which only a page shows; empty where there is none."""
    prose = [f"{source.unit}\0{each.number}\0{each.text}" for source in submission.sources for each in source.remarks]
    return _digest(prose) if prose else ""


def _source_digest(source: Source, read: ReadOnce) -> str:
    parts = [source.unit, source.path.name]
    parts += [f"{cell.number}\0{cell.text}" for cell in source.cells]
    named = named_neighbours(source)
    return _digest([*parts, read.digest(named) if named else ""])


def versions() -> dict[str, str]:
    """Of all that runs cases and may decide a verdict; two machines that differ here are not to grade one class."""
    own = {"grader": __version__, "python": platform.python_version()}
    return own | {name: _version(name) for name in VERSIONED}


@functools.cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(b"".join(map(_framed, parts))).hexdigest()


def _framed(part: str) -> bytes:
    """With its length before it, so that no two lists of parts have the same bytes."""
    raw = part.encode("utf-8", errors="surrogatepass")
    return b"%d\0%b" % (len(raw), raw)
