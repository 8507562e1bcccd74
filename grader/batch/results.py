"""What is kept of an exercise's verdicts, as text for the gradebook and back, and the report made of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal

from grader.model import (
    Case,
    Course,
    Environment,
    Exercise,
    ExerciseReport,
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
    return json.dumps({"cases": cases, "notes": notes, "isolation": result.isolation}, separators=(",", ":"))


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
    return Result(tuple(verdicts), tuple(Note(*note) for note in data["notes"]), data["isolation"])


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
    return Report(submission, course.name, digest, environment, reports, notes, course.has_hidden_cases, seconds)


def unreadable(course: Course, digest: str, student: str, reason: str, environment: Environment) -> Report:
    """The report on a submission that could not be read: no points, and the sentence."""
    nothing = Submission(student, "0" * 64, (), (Note("intake", student, reason),))
    reports = tuple(no_points(exercise) for exercise in course.exercises)
    return Report(nothing, course.name, digest, environment, reports, nothing.notes, course.has_hidden_cases)


def no_points(exercise: Exercise) -> ExerciseReport:
    """An exercise for which there was nothing to run."""
    return ExerciseReport(exercise, (), Decimal(0), exercise.points, Decimal(0))
