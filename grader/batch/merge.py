"""Joins records of the same submission: what one machine could not judge, another one may have judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from grader.emit.reading import exact
from grader.emit.record import number
from grader.errors import IntakeError

# What is no verdict gives way to one.
WAITING = ("pending", "broken")
LEVELS = ("strict+", "strict", "process", "none")
Record = Mapping[str, Any]


def merge_records(first: Record, second: Record) -> dict[str, Any]:
    """One record of two; the first one's verdict counts where both judged a case.

    Raises IntakeError where they are not of one submission, graded by one version of one course.
    """
    who = first["submission"]["id"]
    same(who, first["submission"]["digest"], second["submission"]["digest"], "of different work handed in")
    same(who, first["course"]["digest"], second["course"]["digest"], "graded by different versions of the course")
    same(who, first["environment"]["seed"], second["environment"]["seed"], "graded with different seeds")
    exercises = [merge_exercise(*pair) for pair in pairs(first["exercises"], second["exercises"])]
    return {
        **first,
        "environment": merge_environment(first["environment"], second["environment"]),
        "score": {
            **{part: number(total(exercises, part)) for part in ("earned", "possible", "pending")},
            "graded": all(case["outcome"] != "broken" for each in exercises for case in each["cases"]),
            "hidden_cases": first["score"]["hidden_cases"] or second["score"]["hidden_cases"],
        },
        "exercises": exercises,
        "notes": [*first["notes"], *(note for note in second["notes"] if note not in first["notes"])],
        "timing": {
            "seconds": round(first["timing"]["seconds"] + second["timing"]["seconds"], 4),
            "cases": second["timing"]["cases"] | first["timing"]["cases"],
        },
    }


def same(who: str, one: object, other: object, what: str) -> None:
    """Refuses to join what does not belong together."""
    if one != other:
        raise IntakeError(
            f"Two records of {who} cannot be joined: they are {what}.",
            "Grade both again, from the same files with the same course.",
        )


def pairs(first: Iterable[Record], second: Iterable[Record]) -> list[tuple[Record | None, Record | None]]:
    """Exercises of the same id side by side, in the order of the first record and then of the second."""
    one = {each["id"]: each for each in first}
    other = {each["id"]: each for each in second}
    return [(one.get(name), other.get(name)) for name in dict.fromkeys([*one, *other])]


def merge_exercise(first: Record | None, second: Record | None) -> dict[str, Any]:
    """Case by case."""
    if first is None or second is None:
        return dict(first or second or {})
    later = {key(case): case for case in second["cases"]}
    cases = [better(case, later.pop(key(case), None)) for case in first["cases"]]
    cases += later.values()
    pending = [case for case in cases if case["outcome"] == "pending"]
    return {
        "id": first["id"],
        "earned": number(total(cases, "earned")) if cases else first["earned"],
        "possible": number(total(cases, "possible")) if cases else first["possible"],
        "pending": number(total(pending, "possible")),
        "cases": cases,
    }


def key(case: Record) -> tuple[str, str]:
    """What tells cases apart."""
    return case["id"], case["device"]


def better(one: Record, other: Record | None) -> Record:
    """The first one, unless only the other one is a verdict."""
    return other if other is not None and one["outcome"] in WAITING and other["outcome"] not in WAITING else one


def disagreements(first: Record, second: Record) -> list[str]:
    """The cases that both judged, and not alike."""
    judged = {
        key(case): case["outcome"]
        for each in first["exercises"]
        for case in each["cases"]
        if case["outcome"] not in WAITING
    }
    return [
        case["id"]
        for each in second["exercises"]
        for case in each["cases"]
        if case["outcome"] not in WAITING and judged.get(key(case), case["outcome"]) != case["outcome"]
    ]


def merge_environment(first: Record, second: Record) -> dict[str, Any]:
    """The machine with the accelerator is named; of two levels of isolation, the weaker one."""
    with_device = next((each for each in (first, second) if each["device"] != "cpu"), first)
    return {**with_device, "isolation": max(first["isolation"], second["isolation"], key=LEVELS.index)}


def total(parts: Iterable[Record], name: str) -> Decimal:
    """An exact sum."""
    return sum((exact(each[name]) for each in parts), Decimal(0))
