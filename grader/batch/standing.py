"""Where each attempt stands: its points by exercise, from a report just made or from what the gradebook kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from grader.emit.reading import exact, unreadable
from grader.emit.record import number
from grader.model import Report
from grader.store import StoredRecord


@dataclass(frozen=True)
class Standing:
    """One attempt of one student."""

    student: str
    attempt: int
    submitted: datetime | None
    earned: Mapping[str, Decimal] = field(default_factory=dict)
    possible: Decimal = Decimal(0)
    pending: Decimal = Decimal(0)
    is_graded: bool = True
    remark: str = ""

    @property
    def raw(self) -> Decimal:
        """The points of all exercises."""
        return sum(self.earned.values(), Decimal(0))

    def to_text(self) -> str:
        """As JSON, without whose it is."""
        points = {name: str(value) for name, value in self.earned.items()}
        sums = {"possible": str(self.possible), "pending": str(self.pending)}
        return json.dumps({"earned": points, **sums, "graded": self.is_graded, "remark": self.remark})


def standing_of(student: str, attempt: int, submitted: datetime | None, report: Report, problem: str) -> Standing:
    """Of an attempt that was graded now; `problem` is why it could not be read, if that is so."""
    # In the form that a record has, so that the table is the same whether it is made from these or from those.
    earned = {each.exercise.id: exact(number(each.earned)) for each in report.exercises}
    sums = exact(number(report.possible)), exact(number(report.pending))
    return Standing(student, attempt, submitted, earned, *sums, report.is_graded, problem)


def standing_from_text(student: str, attempt: int, submitted: datetime | None, text: str) -> Standing:
    """From what `to_text` wrote."""
    data = json.loads(text)
    earned = {name: Decimal(value) for name, value in data["earned"].items()}
    sums = Decimal(data["possible"]), Decimal(data["pending"])
    return Standing(student, attempt, submitted, earned, *sums, data["graded"], data["remark"])


def standing_from(stored: StoredRecord) -> Standing:
    """Of an attempt whose record was kept."""
    data = json.loads(stored.record)
    earned = {each["id"]: exact(each["earned"]) for each in data["exercises"]}
    submitted = datetime.fromisoformat(stored.submitted) if stored.submitted else None
    sums = exact(data["score"]["possible"]), exact(data["score"]["pending"])
    problem = unreadable(data)
    return Standing(stored.student, stored.attempt, submitted, earned, *sums, data["score"]["graded"], problem)
