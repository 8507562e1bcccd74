"""Classroom 50's `result.json`: whole numbers only, so points are multiplied by a scale that the reader is told.

With the scale of 100 every number is exact: points have at most two decimals. A smaller one must still make each
exercise's points whole; what is earned is then rounded so that the parts add up to the rounded sum (the largest
remainders first). A result that is not graded does not exist: the grader's job has to fail instead.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from grader.emit.fitting import clip, fit
from grader.emit.reading import NOT_GRADED, Record, exact, explain, is_graded, is_lost, judged, unreadable

SCHEMA = "classroom50/result/v1"
EXACT_SCALE = 100
# The collector reads no larger file, and the runner itself cuts captured output here.
LIMIT = 10 * 2**20
LONGEST = 2000
ONE = Decimal(1)


@dataclass(frozen=True)
class Identity:
    """Whose submission it is, in the words of the runner's environment."""

    classroom: str
    assignment: str
    owner: str
    submission: str
    commit: str
    release: str
    review: str
    submitted: str
    kind: str = "individual"


def classroom50(record: Record, identity: Identity, scale: int = EXACT_SCALE) -> str:
    """The file as text; raises ValueError for what is not graded and for a scale that is too small."""
    if not is_graded(record):
        raise ValueError(NOT_GRADED)

    def make(length: int) -> str:
        return json.dumps(result(record, identity, scale, length), ensure_ascii=False, indent=2) + "\n"

    return fit(make, LIMIT, "Classroom 50")


def result(record: Record, identity: Identity, scale: int, length: int) -> dict[str, Any]:
    """The file as JSON data."""
    listed = [each for each in record["exercises"] if judged(each) or not each["pending"]]
    earned = whole_parts([exact(each["earned"]) * scale for each in listed])
    possible = [whole(judged(each) * scale, each["id"]) for each in listed]
    problem = unreadable(record)
    return {
        "schema": SCHEMA,
        "classroom": identity.classroom,
        "assignment": identity.assignment,
        "assignment_type": identity.kind,
        "owner": identity.owner,
        "submission": identity.submission,
        "commit": identity.commit,
        "release": identity.release,
        "review": identity.review,
        "datetime": identity.submitted,
        "score": sum(earned),
        "max-score": sum(possible),
        "tests": [
            test(each, value, out_of, clip(explain(each) or problem, min(length, LONGEST)))
            | {"scale": scale, "pending": each["pending"]}
            for each, value, out_of in zip(listed, earned, possible, strict=True)
        ],
    }


def test(exercise: Record, score: int, out_of: int, message: str) -> dict[str, Any]:
    """An exercise; fields beyond the four that are asked for are kept as they are."""
    passed = exact(exercise["earned"]) == judged(exercise) and not any(is_lost(case) for case in exercise["cases"])
    data = {"test-name": exercise["id"], "passed": passed, "score": score, "max-score": out_of}
    return data | ({"message": message} if message else {})


def whole(value: Decimal, name: str) -> int:
    """A number that must be whole; raises ValueError saying what to do."""
    if value != value.to_integral_value():
        raise ValueError(f"The points of {name} are not whole at this scale: choose a larger one, 100 fits always.")
    return int(value)


def whole_parts(values: Sequence[Decimal]) -> list[int]:
    """Whole numbers that add up to the rounded sum: the largest remainders get what is left over, the earlier first."""
    parts = [int(value.to_integral_value(ROUND_FLOOR)) for value in values]
    left = int(sum(values, Decimal(0)).quantize(ONE, ROUND_HALF_UP)) - sum(parts)
    by_remainder = sorted(range(len(values)), key=lambda index: (parts[index] - values[index], index))
    for index in by_remainder[:left]:
        parts[index] += 1
    return parts
