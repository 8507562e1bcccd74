"""A student's line in a class: what the formats for a whole class are made from, and the plain CSV of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from grader.emit.reading import Record, digits, exact, headline, is_graded, unreadable, waiting
from grader.emit.table import table

CENT = Decimal("0.01")
HEAD = ("student", "name", "email", "section", "score", "possible", "pending", "graded", "remarks")


@dataclass(frozen=True)
class Line:
    """One student's attempt that counts; without a score where nothing was handed in or it is not graded."""

    student: str
    name: str = ""
    email: str = ""
    section: str = ""
    score: Decimal | None = None
    possible: Decimal | None = None
    pending: Decimal = Decimal(0)
    remarks: str = ""
    points: Mapping[str, Decimal | None] = field(default_factory=dict)


def line_of(record: Record) -> Line:
    """The line of a single record: its raw points."""
    score = record["score"]
    graded = is_graded(record)
    return Line(
        record["submission"]["id"],
        score=exact(score["earned"]) if graded else None,
        possible=exact(score["possible"]),
        pending=exact(score["pending"]),
        remarks=unreadable(record) if graded else headline(record)[0],
        points={each["id"]: exact(each["earned"]) if graded else None for each in record["exercises"]},
    )


def class_csv(lines: Sequence[Line]) -> str:
    """The class as a spreadsheet: a line for each student; the cell of a missing score is empty."""
    exercises = list(dict.fromkeys(name for line in lines for name in line.points))
    return table([*HEAD, *exercises], [_row(line, exercises) for line in lines])


def _row(line: Line, exercises: Sequence[str]) -> list[object]:
    graded = "no" if line.score is None else "yes"
    who = [line.student, line.name, line.email, line.section]
    return [
        *who, line.score, line.possible, line.pending, graded, line.remarks, *(line.points.get(e) for e in exercises)
    ]  # fmt: skip


def grade_of(line: Line, out_of: Decimal | None) -> Decimal | None:
    """The score as a platform is to have it: as it is, or in proportion to what an assignment counts there."""
    if line.score is None or out_of is None:
        return line.score
    if not line.possible:
        return None
    return (line.score * out_of / line.possible).quantize(CENT, ROUND_HALF_UP)


def why_none(line: Line) -> str:
    """Why a student has no score to hand on."""
    return f"{line.student}: {line.remarks or 'there is no score'}"


def comment(line: Line) -> str:
    """A short sentence for the student beside the score."""
    if line.score is None or line.possible is None:
        return line.remarks
    points = f"{digits(line.score)} of {digits(line.possible)} points{' so far' if line.pending else ''}."
    return " ".join(filter(None, [points, waiting(line.pending) if line.pending else "", line.remarks]))
