"""The canonical record of a graded submission, `grade-report/1`: every other format is made from it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.model import CaseReport, ExerciseReport, Report

SCHEMA = "grade-report/1"
ALLOWED = {ord(each): None for each in "\n\t"}
CONTAINERS = frozenset({dict, list})
# With an indent of its own, Python's encoder would not be the one in C.
FLAT = json.JSONEncoder(ensure_ascii=False)
SCHEMA_FILE = Path(__file__).with_name("grade-report-1.schema.json")


def record(report: Report) -> dict[str, Any]:
    """The record as JSON data; `timing` alone may differ from run to run."""
    environment = report.environment
    return {
        "schema": SCHEMA,
        "submission": {"id": clean(report.submission.id), "digest": report.submission.digest},
        "course": {"name": report.course_name, "digest": report.course_digest},
        "environment": {
            "python": environment.python,
            "torch": environment.torch,
            "device": environment.device,
            "device_name": environment.device_name,
            "isolation": environment.isolation,
            "seed": environment.seed,
        },
        "score": {
            "earned": number(report.earned),
            "possible": number(report.possible),
            "pending": number(report.pending),
            "graded": report.is_graded,
            "hidden_cases": report.hidden_cases,
        },
        "exercises": [_exercise(each) for each in report.exercises],
        "notes": [{"kind": n.kind, "where": clean(n.where), "message": clean(n.message)} for n in report.notes],
        "timing": {
            "seconds": round(report.seconds, 4),
            "cases": {
                f"{c.verdict.case.id} [{c.verdict.case.device}]": round(c.verdict.seconds, 4)
                for e in report.exercises
                for c in e.cases
            },
        },
    }


def _exercise(report: ExerciseReport) -> dict[str, Any]:
    return {
        "id": report.exercise.id,
        "earned": number(report.earned),
        "possible": number(report.possible),
        "pending": number(report.pending),
        "cases": [_case(each) for each in report.cases],
    }


def _case(report: CaseReport) -> dict[str, Any]:
    verdict = report.verdict
    return {
        "id": verdict.case.id,
        "device": verdict.case.device,
        "outcome": verdict.outcome.value,
        "earned": number(report.earned),
        "possible": number(report.possible),
        "visibility": verdict.case.visibility,
        "asked": verdict.case.asked,
        "message": clean(verdict.message),
        "mistake": verdict.mistake,
    }


def number(value: Decimal) -> int | float:
    """A JSON number whose text is the exact decimal."""
    return int(value) if value == value.to_integral_value() else float(value)


def clean(text: str) -> str:
    """Text that any UTF-8 file can hold: lone surrogates and control characters become escapes."""
    if text.translate(ALLOWED).isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else c.encode("unicode_escape").decode("ascii") for c in text)


def dumps(data: dict[str, Any]) -> str:
    """The record as text, the same bytes for the same record: a line for each case, and for each flat part."""
    return _written(data, "\n") + "\n"


def _written(value: Any, line: str) -> str:
    """JSON in which only what holds other containers is spread over lines; `line` begins one, with its indent."""
    parts = value.values() if type(value) is dict else value if type(value) is list else ()
    if CONTAINERS.isdisjoint(map(type, parts)):
        return FLAT.encode(value)
    inner = f"{line}  "
    if type(value) is dict:
        items = [f"{FLAT.encode(name)}: {_written(part, inner)}" for name, part in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    return f"[{inner}{f',{inner}'.join(_written(part, inner) for part in value)}{line}]"
