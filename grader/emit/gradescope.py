"""Gradescope's `results.json`: one test for each exercise, all of them visible.

A hidden test would hide the student's total, so what must not be seen is left out of the texts instead. Points that
wait for an accelerator are taken out of a test's `max_score`: what was not judged does not look lost. A submission that
is not graded has no score anywhere, which Gradescope shows as a failure of the autograder and never as a zero.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from grader.emit.fitting import clip
from grader.emit.reading import (
    Final,
    Record,
    exact,
    explain,
    headline,
    is_graded,
    is_lost,
    judged,
    notes,
    unreadable,
)
from grader.emit.record import number

LONGEST = 20_000


def gradescope(record: Record, final: Final | None = None) -> str:
    """The file as text; a final score goes before the sum of the tests."""
    return json.dumps(results(record, final), ensure_ascii=False, indent=2) + "\n"


def results(record: Record, final: Final | None = None) -> dict[str, Any]:
    """The file as JSON data."""
    said = [*headline(record, final), *notes(record)]
    common = {
        "output": clip("\n".join(said), LONGEST),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": record["timing"]["seconds"],
    }
    digests = {"submission": record["submission"]["digest"], "course": record["course"]["digest"]}
    if not is_graded(record):
        return {**common, "extra_data": digests}
    score = final.score if final else exact(record["score"]["earned"])
    raw = {part: record["score"][part] for part in ("earned", "possible", "pending")}
    return {"score": number(score), **common, "extra_data": {**digests, "raw": raw}, "tests": tests(record)}


def tests(record: Record) -> list[dict[str, Any]]:
    """One for each exercise, numbered by unit in teaching order."""
    units: dict[str, int] = {}
    found = []
    for exercise in record["exercises"]:
        unit = exercise["id"].partition(".")[0]
        units[unit] = units.get(unit, 0) + 1
        found.append(test(exercise, f"{list(units).index(unit) + 1}.{units[unit]}", unreadable(record)))
    return found


def test(exercise: Record, place: str, problem: str) -> dict[str, Any]:
    """An exercise; without a score where nothing of it could be judged yet."""
    out_of = judged(exercise)
    data: dict[str, Any] = {
        "name": exercise["id"],
        "name_format": "text",
        "number": place,
        "tags": [exercise["id"].partition(".")[0]],
        "visibility": "visible",
        "output_format": "text",
    }
    output = explain(exercise) or problem
    if output:
        data["output"] = clip(output, LONGEST)
    if out_of:
        data |= {"score": exercise["earned"], "max_score": number(out_of)}
    if out_of or not exercise["pending"]:
        data["status"] = "passed" if has_passed(exercise, out_of) else "failed"
    return data


def has_passed(exercise: Record, out_of: Decimal) -> bool:
    """Whether nothing that was judged speaks against the submission."""
    return exact(exercise["earned"]) == out_of and not any(is_lost(case) for case in exercise["cases"])
