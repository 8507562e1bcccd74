"""What a second grading changed: who gained, who lost, in which exercise and through which case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.emit.reading import exact
from grader.emit.table import table

HEAD = ("student", "attempt", "exercise", "before", "after", "gain", "through")
MAX_CASES = 6
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One exercise of one attempt whose points are not what they were."""

    student: str
    attempt: int
    exercise: str
    before: Decimal
    after: Decimal
    cases: tuple[str, ...]

    @property
    def gain(self) -> Decimal:
        """Points won; less than zero where some were lost."""
        return self.after - self.before


def changes(student: str, attempt: int, before: Record, after: Record) -> Iterator[Change]:
    """The exercises whose points differ between two records of an attempt."""
    old = {each["id"]: each for each in before["exercises"]}
    for exercise in after["exercises"]:
        earlier = old.get(exercise["id"], {"earned": 0, "cases": []})
        points = exact(earlier["earned"]), exact(exercise["earned"])
        if points[0] != points[1]:
            through = tuple(case_changes(earlier["cases"], exercise["cases"]))
            yield Change(student, attempt, exercise["id"], *points, through)


def case_changes(before: Iterable[Record], after: Iterable[Record]) -> Iterator[str]:
    """Each case that ends otherwise, that is new or gone, or that is worth something else."""
    old = {(case["id"], case["device"]): case for case in before}
    for case in after:
        earlier = old.pop((case["id"], case["device"]), None)
        if earlier is None:
            yield f"{name(case)}: new, {case['outcome']}"
        elif earlier["outcome"] != case["outcome"]:
            yield f"{name(case)}: {earlier['outcome']}, now {case['outcome']}"
        elif earlier["earned"] != case["earned"]:
            yield f"{name(case)}: worth {earlier['possible']}, now {case['possible']}"
    for case in old.values():
        yield f"{name(case)}: no longer there, was {case['outcome']}"


def name(case: Record) -> str:
    """A case's own name, with the device where it is not the CPU."""
    short = str(case["id"]).rpartition("::")[2]
    return short if case["device"] == "cpu" else f"{short} [{case['device']}]"


def change_table(found: Iterable[Change]) -> str:
    """As CSV, a line for each exercise of each attempt."""
    return table(
        HEAD,
        [
            [each.student, each.attempt, each.exercise, each.before, each.after, each.gain, listed(each.cases)]
            for each in found
        ],
    )


def listed(cases: tuple[str, ...]) -> str:
    """As many as a person may still read."""
    more = [f"and {len(cases) - MAX_CASES} more"] if len(cases) > MAX_CASES else []
    return "; ".join([*cases[:MAX_CASES], *more])


def changes_in(before: str, after: str, student: str, attempt: int) -> list[Change]:
    """The same from two records as text."""
    return list(changes(student, attempt, json.loads(before), json.loads(after)))
