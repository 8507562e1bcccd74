"""PrairieLearn's `results.json`: a part of 1, and a test for each exercise, below the megabyte that is taken.

Every test has points, since one without them takes the badges of all. What cannot be read or is not graded is
`gradable: false`, which costs the student neither points nor an attempt.
"""

from __future__ import annotations

import json
from typing import Any

from grader.emit.fitting import clip, fit
from grader.emit.reading import (
    NOT_GRADED,
    Record,
    exact,
    explain,
    headline,
    is_graded,
    judged,
    notes,
    unreadable,
)
from grader.emit.record import number

# "Limited to 1 MB", read as the smaller megabyte.
LIMIT = 999_999


def prairielearn(record: Record) -> str:
    """The file as text."""

    def make(length: int) -> str:
        return json.dumps(results(record, length), ensure_ascii=False) + "\n"

    return fit(make, LIMIT, "PrairieLearn")


def results(record: Record, length: int) -> dict[str, Any]:
    """The file as JSON data, each text at most so long."""
    possible = exact(record["score"]["possible"])
    problem = "" if is_graded(record) else NOT_GRADED
    problem = problem or unreadable(record) or ("" if possible else "There was nothing to grade.")
    if problem:
        return {"gradable": False, "format_errors": [clip(problem, length)]}
    return {
        "gradable": True,
        "score": round(float(exact(record["score"]["earned"]) / possible), 6),
        "message": clip("\n".join(headline(record)), length),
        "output": clip("\n".join(notes(record)), length),
        "tests": [test(exercise, length) for exercise in record["exercises"]],
    }


def test(exercise: Record, length: int) -> dict[str, Any]:
    """An exercise; what waits for an accelerator is in its message and not in its maximum."""
    return {
        "name": exercise["id"],
        "points": exercise["earned"],
        "max_points": number(judged(exercise)),
        "message": clip(explain(exercise), length),
    }
