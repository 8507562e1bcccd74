"""Why attempts were not graded: what broke, told once for all it broke for, so that it can be mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from grader.batch.handed import listed
from grader.emit.reading import Record

MAX_REASONS = 10


def failures(records: Iterable[tuple[str, Record]]) -> list[str]:
    """A line for each thing that broke: for whom, in which case, and what was said of it."""
    about: dict[str, list[str]] = defaultdict(list)
    for name, record in records:
        for reason in reasons(record):
            about[reason].append(name)
    lines = [f"NOT GRADED: {listed(names)}. {reason}" for reason, names in about.items()]
    more = [f"… and {len(lines) - MAX_REASONS} more reasons (in the records)"] if len(lines) > MAX_REASONS else []
    return [*lines[:MAX_REASONS], *more]


def reasons(record: Record) -> list[str]:
    """Each thing that broke once, with the first case that it broke."""
    first: dict[str, str] = {}
    for exercise in record["exercises"]:
        for case in exercise["cases"]:
            if case["outcome"] == "broken":
                first.setdefault(case["message"], case["id"])
    return [f"{case}: {message}" for message, case in first.items()]
