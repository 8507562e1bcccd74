"""Where each attempt stands: its points by exercise, from a report just made or from a record that was kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from grader.batch.plan import Entry
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
    pending: Decimal = Decimal(0)
    is_graded: bool = True
    remark: str = ""


def standing_of(entry: Entry, report: Report) -> Standing:
    """Of an attempt that was graded now."""
    handed = entry.handed
    # In the form that a record has, so that the table is the same whether it is made from these or from those.
    earned = {each.exercise.id: exact(number(each.earned)) for each in report.exercises}
    pending = exact(number(report.pending))
    return Standing(handed.student, handed.number, handed.submitted, earned, pending, report.is_graded, entry.problem)


def standing_from(stored: StoredRecord) -> Standing:
    """Of an attempt whose record was kept."""
    data = json.loads(stored.record)
    earned = {each["id"]: exact(each["earned"]) for each in data["exercises"]}
    submitted = datetime.fromisoformat(stored.submitted) if stored.submitted else None
    score = data["score"]
    return Standing(
        stored.student, stored.attempt, submitted, earned, exact(score["pending"]), score["graded"], remark_of(data)
    )


def remark_of(data: Mapping[str, Any]) -> str:
    """Why a submission could not be read, if that is so."""
    if any(each["cases"] for each in data["exercises"]):
        return ""
    return "; ".join(note["message"] for note in data["notes"] if note["kind"] == "intake")


def exact(value: int | float) -> Decimal:
    """The decimal that a JSON number was written from."""
    return Decimal(str(value))
