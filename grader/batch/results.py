"""What is kept of an exercise's verdicts, as text for the gradebook and back, and the report made of them."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from typing import Any

from grader.model import (
    Case,
    Course,
    Environment,
    Exercise,
    ExerciseReport,
    LineDrawing,
    Note,
    Outcome,
    Report,
    Submission,
    Verdict,
)
from grader.score import score_exercise

LEVELS = ("", "strict+", "strict", "process", "none")
NOT_KEPT = (Outcome.BROKEN,)


@dataclass(frozen=True)
class Result:
    """The verdicts of one exercise, and what was met while loading its unit's source."""

    verdicts: tuple[Verdict, ...]
    notes: tuple[Note, ...]
    isolation: str = ""
    drawing: LineDrawing | None = None

    @property
    def may_be_kept(self) -> bool:
        """What broke by the grader's own fault must run again."""
        return bool(self.verdicts) and all(each.outcome not in NOT_KEPT for each in self.verdicts)


def to_text(result: Result) -> str:
    """As JSON."""
    cases = [
        [
            *(v.case.id, v.case.exercise, v.case.device, v.case.visibility, str(v.case.weight), v.case.asked),
            *(v.outcome.value, v.message, v.mistake, round(v.seconds, 4)),
        ]
        for v in result.verdicts
    ]
    notes = [[note.kind, note.where, note.message] for note in result.notes]
    data: dict[str, object] = {"cases": cases, "notes": notes, "isolation": result.isolation}
    if result.drawing is not None:
        data["drawing"] = astuple(result.drawing)
    return json.dumps(data, separators=(",", ":"))


def from_text(text: str) -> Result:
    """From JSON that `to_text` wrote."""
    data = json.loads(text)
    verdicts = [
        Verdict(
            Case(name, exercise, device, visibility, Decimal(weight), asked),
            Outcome(outcome),
            message,
            mistake,
            seconds,
        )
        for name, exercise, device, visibility, weight, asked, outcome, message, mistake, seconds in data["cases"]
    ]
    drawing = drawing_from(data["drawing"]) if "drawing" in data else None
    return Result(tuple(verdicts), tuple(Note(*note) for note in data["notes"]), data["isolation"], drawing)


def drawing_from(data: list[Any]) -> LineDrawing:
    """From JSON."""
    points, slope, intercept, losses, every = data
    return LineDrawing(tuple((x, y) for x, y in points), slope, intercept, tuple(losses), every)


def compose(
    course: Course, digest: str, submission: Submission, results: dict[str, Result], environment: Environment
) -> Report:
    """The report on a submission, whenever its exercises ran."""
    reports = tuple(
        score_exercise(exercise, list(results[exercise.id].verdicts))
        for exercise in course.exercises
        if exercise.id in results
    )
    by_unit = {exercise.unit: results[exercise.id].notes for exercise in course.exercises if exercise.id in results}
    notes = (*submission.notes, *(note for found in by_unit.values() for note in found))
    levels = {result.isolation for result in results.values()}
    environment = replace(environment, isolation=max(levels, key=LEVELS.index, default="none"))
    seconds = sum(verdict.seconds for result in results.values() for verdict in result.verdicts)
    drawings = {name: result.drawing for name, result in results.items() if result.drawing is not None}
    graded = submission, course.name, digest, environment, reports, notes, course.has_hidden_cases
    return Report(*graded, seconds, drawings)


def unreadable(course: Course, digest: str, student: str, reason: str, environment: Environment) -> Report:
    """The report on a submission that could not be read: no points, and the sentence."""
    nothing = Submission(student, "0" * 64, (), (Note("intake", student, reason),))
    reports = tuple(no_points(exercise) for exercise in course.exercises)
    return Report(nothing, course.name, digest, environment, reports, nothing.notes, course.has_hidden_cases)


def no_points(exercise: Exercise) -> ExerciseReport:
    """An exercise for which there was nothing to run."""
    return ExerciseReport(exercise, (), Decimal(0), exercise.points, Decimal(0))
