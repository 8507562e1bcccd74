"""The nouns of the project: frozen data that one step makes and the next one reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path


class Outcome(Enum):
    """What became of one case; `broken` alone is the grader's own fault and is never scored."""

    PASSED = "passed"
    FAILED = "failed"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out_of_memory"
    NOT_FOUND = "not_found"
    PENDING = "pending"
    BROKEN = "broken"


@dataclass(frozen=True)
class Limits:
    """What a student's process may use; seconds, bytes and counts."""

    call_seconds: float = 10.0
    load_seconds: float = 20.0
    cpu_seconds: int = 300
    memory_bytes: int = 2 * 2**30
    output_bytes: int = 64 * 2**10
    file_bytes: int = 64 * 2**20
    scratch_bytes: int = 256 * 2**20
    scratch_files: int = 2000
    open_files: int = 256
    processes: int = 64


@dataclass(frozen=True)
class Policy:
    """How a course turns points into a final score; by default they are the same.

    Lateness is counted in begun days after `due`; within the grace there is none. The first `late_days` cost nothing,
    each further one `percent_per_day` of the points; after `cut_off_days` nothing counts any more.
    """

    due: datetime | None = None
    grace_minutes: int = 0
    percent_per_day: Decimal = Decimal(0)
    late_days: int = 0
    cut_off_days: int | None = None
    drop_lowest_units: int = 0


@dataclass(frozen=True)
class LineFit:
    """What a student's module is asked for when the line that an exercise fits is drawn: the names of things in it."""

    # A function that gives the points as a pair (x, y).
    data: str
    # Globals that hold one number each after the exercise's function was called.
    slope: str
    intercept: str
    # Steps from one loss to the next, for the axis.
    every: int = 1


@dataclass(frozen=True)
class LineDrawing:
    """What a line fit came to in a student's own process; shown and never judged. All numbers are finite."""

    points: tuple[tuple[float, float], ...]
    slope: float
    intercept: float
    losses: tuple[float, ...] = ()
    every: int = 1


@dataclass(frozen=True)
class Exercise:
    """One function a student writes."""

    unit: str
    name: str
    points: Decimal
    hints: tuple[str, ...] = ()
    devices: tuple[str, ...] = ("cpu",)
    # Its points can be won, and are not missed.
    is_extra: bool = False
    # Whether what a wrong answer does is compared with the known mistakes.
    names_mistakes: bool = True
    # What the feedback page draws of it, if anything.
    drawing: LineFit | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def id(self) -> str:
        """The name that reports and options use: `unit.function`."""
        return f"{self.unit}.{self.name}"


@dataclass(frozen=True)
class Unit:
    """One module of the course."""

    id: str
    title: str
    exercises: tuple[Exercise, ...]
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Course:
    """A course folder, read."""

    name: str
    title: str
    root: Path
    seed: int
    reveal: str
    units: tuple[Unit, ...]
    policy: Policy = Policy()
    # What the exercises should add up to, if the course says so.
    points: Decimal | None = None
    # The language of what a kit's students are told, where neither they nor their system name one.
    language: str = ""

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises in teaching order."""
        return tuple(exercise for unit in self.units for exercise in unit.exercises)

    def unit(self, unit_id: str) -> Unit | None:
        """The unit of that id, if there is one."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def exercise(self, exercise_id: str) -> Exercise | None:
        """The exercise of that id, if there is one."""
        return next((each for each in self.exercises if each.id == exercise_id), None)

    def folder(self, visibility: str) -> Path:
        """Where the cases of that visibility (`hidden` or `public`) live."""
        return self.root / "tests" / visibility

    @property
    def has_hidden_cases(self) -> bool:
        """Whether this is the instructor's copy."""
        return any(self.folder("hidden").glob("test_*.py"))


@dataclass(frozen=True)
class Cell:
    """A piece of a student's source: a whole `.py` file (number None) or one code cell."""

    text: str
    number: int | None = None


@dataclass(frozen=True)
class Source:
    """What a submission holds for one unit."""

    unit: str
    path: Path
    cells: tuple[Cell, ...]
    neighbours: tuple[Path, ...] = ()
    # A notebook's prose, numbered like its cells: for the feedback page alone.
    remarks: tuple[Cell, ...] = ()
    # The file as it lies beside others: the digest of its name and bytes, and how many bytes those are.
    as_file: tuple[str, int] | None = None


@dataclass(frozen=True)
class Note:
    """Something worth telling that costs no points: a dropped magic, a statement that failed, a near miss."""

    kind: str
    where: str
    message: str


@dataclass(frozen=True)
class LoadFacts:
    """What loading a source told about the names in it."""

    notes: tuple[Note, ...] = ()
    names: tuple[str, ...] = ()
    functions: frozenset[str] = frozenset()
    broken: dict[str, str] = field(default_factory=dict)
    nested: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_whole: bool = True
    seconds: float = 0.0


@dataclass(frozen=True)
class Submission:
    """One student's work: a source for each unit it has."""

    id: str
    digest: str
    sources: tuple[Source, ...]
    notes: tuple[Note, ...] = ()

    def source(self, unit_id: str) -> Source | None:
        """The source for that unit, if the submission has one."""
        return next((source for source in self.sources if source.unit == unit_id), None)


@dataclass(frozen=True)
class Student:
    """One person of a class, as the roster names them."""

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    extension_days: Decimal = Decimal(0)


@dataclass(frozen=True)
class Case:
    """One hidden or public case on one kind of device, as collected."""

    id: str
    exercise: str
    device: str
    visibility: str
    weight: Decimal
    asked: str


@dataclass(frozen=True)
class Verdict:
    """What one case said of a submission."""

    case: Case
    outcome: Outcome
    message: str = ""
    mistake: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class CaseReport:
    """A verdict with its points."""

    verdict: Verdict
    earned: Decimal
    possible: Decimal


@dataclass(frozen=True)
class ExerciseReport:
    """An exercise with its cases and the sums of their points."""

    exercise: Exercise
    cases: tuple[CaseReport, ...]
    earned: Decimal
    possible: Decimal
    pending: Decimal


@dataclass(frozen=True)
class Environment:
    """Where the grading took place; part of the record."""

    python: str
    torch: str
    device: str
    device_name: str
    isolation: str
    seed: int


@dataclass(frozen=True)
class Report:
    """Everything known about one graded submission."""

    submission: Submission
    course_name: str
    course_digest: str
    environment: Environment
    exercises: tuple[ExerciseReport, ...]
    notes: tuple[Note, ...]
    hidden_cases: bool
    seconds: float = 0.0
    # By exercise; for the eye alone, so no part of the record.
    drawings: Mapping[str, LineDrawing] = field(default_factory=dict)

    @property
    def earned(self) -> Decimal:
        """The points of the cases that passed."""
        return sum((each.earned for each in self.exercises), Decimal(0))

    @property
    def possible(self) -> Decimal:
        """All points of the exercises that were graded."""
        return sum((each.possible for each in self.exercises), Decimal(0))

    @property
    def pending(self) -> Decimal:
        """The points which wait for an accelerator."""
        return sum((each.pending for each in self.exercises), Decimal(0))

    @property
    def is_graded(self) -> bool:
        """False when a case broke by the grader's own fault: such a score must not be used."""
        return all(c.verdict.outcome is not Outcome.BROKEN for e in self.exercises for c in e.cases)
