"""Reads what a grading left behind: records, and the class table with final scores and the attempts that count."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from grader.batch.records import attempt_name, file_name
from grader.emit.line import Line
from grader.emit.reading import Final
from grader.emit.record import SCHEMA, clean
from grader.emit.table import read_cell
from grader.errors import IntakeError
from grader.intake.names import shown

NUMBER = (int, float)
POINTS = {"earned": NUMBER, "possible": NUMBER, "pending": NUMBER}
CASE = {
    **dict.fromkeys(("id", "device", "outcome", "visibility", "asked", "message"), str),
    "earned": NUMBER,
    "possible": NUMBER,
}
SHAPE = {
    "submission": {"id": str, "digest": str},
    "course": {"name": str, "digest": str},
    "score": {**POINTS, "graded": bool, "hidden_cases": bool},
    "exercises": [{"id": str, **POINTS, "cases": [CASE]}],
    "notes": [{"kind": str, "where": str, "message": str}],
    "timing": {"seconds": NUMBER, "cases": dict},
}
SOME_TABLE = "Run `grade report --out FOLDER` to write it anew."


@dataclass(frozen=True)
class Graded:
    """One record, the name of its file, and a final score where it is another one than the record's."""

    name: str
    record: dict[str, Any]
    final: Final | None = None


def parse_record(text: str, name: str) -> dict[str, Any]:
    """A record as data; raises IntakeError where it is none."""
    hint = "A record is what `grade run --json` prints and what `grade batch` writes to OUT/records."
    try:
        data = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise IntakeError(f"{name} is not valid JSON.", hint) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not has_shape(data, SHAPE):
        raise IntakeError(f"{name} is no record of the form {SCHEMA}.", hint)
    cleaned: dict[str, Any] = clean_all(data)
    return cleaned


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def has_shape(value: object, shape: object) -> bool:
    """Whether data has every part that the formats read, each of its kind."""
    match shape:
        case dict():
            return isinstance(value, dict) and all(
                k in value and has_shape(value[k], part) for k, part in shape.items()
            )
        case list():
            return isinstance(value, list) and all(has_shape(each, shape[0]) for each in value)
        case _ if shape is NUMBER:
            return isinstance(value, NUMBER) and not isinstance(value, bool)
        case type():
            return isinstance(value, shape)
    return False


def clean_all(value: Any) -> Any:
    """The same data without control characters: whoever wrote the file may have meant ill."""
    match value:
        case str():
            return clean(value)
        case list():
            return [clean_all(each) for each in value]
        case dict():
            return {clean(key): clean_all(each) for key, each in value.items()}
    return value


def read_records(folder: Path) -> list[Graded]:
    """Every record of a class, with its final score from the class table if there is one."""
    paths = sorted((folder / "records").glob("*.json"))
    if not paths:
        raise IntakeError(f"{shown(folder)} holds no graded class.", "Name the folder that `grade batch --out` wrote.")
    rows = table_rows(folder) if (folder / "scores.csv").is_file() else []
    finals = {record_stem(row): row for row in rows if row["attempt"]}
    return [_graded(path, finals.get(path.stem)) for path in paths]


def _graded(path: Path, row: dict[str, str] | None) -> Graded:
    record = parse_record(read_text(path), shown(path))
    if row is None or row["graded"] != "yes":
        return Graded(path.stem, record)
    final = Final(decimal(row["final"]), decimal(row["possible"]), tuple(filter(None, [row["remarks"]])))
    score = record["score"]
    same = (final.score, final.possible) == (Decimal(str(score["earned"])), Decimal(str(score["possible"])))
    return Graded(path.stem, record, None if same else final)


def read_lines(folder: Path) -> list[Line]:
    """One line for each student of a class: the attempt that counts, or nothing handed in."""
    return [_line(row) for row in table_rows(folder) if row["counts"] == "yes" or not row["attempt"]]


def _line(row: dict[str, str]) -> Line:
    graded = row["graded"] == "yes"
    fixed = list(row).index("remarks") + 1
    remarks = row["remarks"] if graded or not row["attempt"] else "not graded; run the batch once more"
    return Line(
        row["student"],
        row["name"],
        row["email"],
        row["section"],
        decimal(row["final"]) if graded else None,
        decimal(row["possible"]) if row["possible"] else None,
        decimal(row["pending"] or "0"),
        remarks,
        {name: decimal(row[name]) if graded and row[name] else None for name in list(row)[fixed:]},
    )


def table_rows(folder: Path) -> list[dict[str, str]]:
    """The class table's rows by column, with texts as they were before they were made harmless."""
    path = folder / "scores.csv"
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), restkey="", restval="")
    needed = {"student", "name", "email", "section", "attempt", "counts", "graded", "pending", "final", "possible"}
    if missing := (needed | {"remarks"}) - set(reader.fieldnames or ()):
        raise IntakeError(f"{shown(path)} has no column {sorted(missing)[0]}.", SOME_TABLE)
    return [{name: read_cell(str(cell)) for name, cell in row.items()} for row in reader]


def record_stem(row: dict[str, str]) -> str:
    """The name of the record's file that a row stands for."""
    return file_name(attempt_name(row["student"], int(decimal(row["attempt"]))))


def decimal(text: str) -> Decimal:
    """A number out of the table; raises IntakeError where it is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise IntakeError(f"{text!r} stands in the class table where a number should be.", SOME_TABLE) from None


def read_text(path: Path) -> str:
    """A file as text with its line ends; raises IntakeError where that cannot be."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise IntakeError(f"{shown(path)} cannot be read: {error.strerror}.", "Check the name.") from None
    except UnicodeDecodeError:
        raise IntakeError(f"{shown(path)} is not UTF-8 text.", "Save or download it as CSV in UTF-8.") from None
