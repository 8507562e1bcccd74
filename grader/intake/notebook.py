"""Takes code and prose out of a notebook of any format version; outputs are never looked at.

The rules are those of nbformat, without its demand that a notebook be valid: what a person can still read is graded.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from grader.errors import IntakeError
from grader.intake.names import shown
from grader.intake.outputs import TooManyParts, without_outputs
from grader.model import Cell

MAX_NOTEBOOK_BYTES = 100 * 2**20
MAX_CELLS = 5000
# A hundred megabytes of `[],` would become gigabytes in memory; pictures are one long text each.
MAX_VALUES = 3_000_000
# Of prose, which is only shown.
MAX_REMARKS, MAX_REMARK = 500, 10_000
SAVE_AGAIN = "Save it again from Jupyter, or hand in a .py file."
# Where code is kept: in format 4, in 2 and 3, in 1.
CODE_KEYS = ("source", "input", "code")
CONFLICT = b"\n<<<<<<< "


def read_notebook(data: bytes, path: Path) -> tuple[Cell, ...]:
    """The code cells, numbered as a person would count all cells, from 1."""
    return read_cells(data, path)[0]


def read_cells(data: bytes, path: Path) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """The code cells, and the beginnings of those with prose."""
    name = shown(path.name)
    try:
        content = json.loads(_bounded(data, name).decode("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise IntakeError(f"{name} is no notebook: {_reason(error, data)}.", SAVE_AGAIN) from None
    is_old = isinstance(content, dict) and (content.get("nbformat") in (1, 2, 3) or "worksheets" in content)
    cells, remarks = list[Cell](), list[Cell]()
    for number, cell in enumerate(_cells(content, name), 1):
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        if kind == "code":
            source = next((cell[key] for key in CODE_KEYS if key in cell), "")
            cells.append(Cell(_text(source, is_old), number))
        elif kind == "markdown" and len(remarks) < MAX_REMARKS:
            remarks.append(Cell(_text(cell.get("source"), is_old)[:MAX_REMARK], number))
    return tuple(cells), tuple(remarks)


def read_task(data: bytes, function: str) -> str:
    """The task of a function as the words above its cell tell it, plainly; empty where they are gone."""
    try:
        cells = _cells(json.loads(_bounded(data, "").decode("utf-8-sig")), "")
    except (ValueError, RecursionError, MemoryError, IntakeError):
        return ""
    words = [_text(each.get("source"), False) for each in cells if isinstance(each, dict)]
    found = next((each for each in words if each.startswith(f"## `{function}`")), "")
    # Heading and points stand above the task; fences are for the eyes of Markdown.
    lines = [line for line in found.partition("\n\n")[2].partition("\n\n")[2].splitlines() if line[:3] != "```"]
    return "\n".join(lines)


def _bounded(data: bytes, name: str) -> bytes:
    """What fits into memory when it is read: the outputs are cut out where they are what is too much."""
    try:
        if _values(data) > MAX_VALUES:
            data = without_outputs(data)
            if _values(data) > MAX_VALUES:
                raise TooManyParts
    except TooManyParts:
        raise IntakeError(
            f"{name} holds too much to be read.", "Clear all outputs in Jupyter, and save it again."
        ) from None
    return data


def _values(data: bytes) -> int:
    return sum(map(data.count, (b",", b"[", b"{")))


def _reason(error: Exception, data: bytes) -> str:
    if not data.strip():
        return "it is empty"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if CONFLICT in data:
        return "git left the marks of a merge conflict (`<<<<<<<`) in it"
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)[:200]


def _cells(content: Any, name: str) -> list[Any]:
    """All cells; versions 2 and 3 keep them in worksheets."""
    cells: list[Any] | None = None
    if isinstance(content, dict):
        if isinstance(content.get("cells"), list):
            cells = content["cells"]
        elif isinstance(content.get("worksheets"), list):
            sheets = [sheet.get("cells") for sheet in content["worksheets"] if isinstance(sheet, dict)]
            cells = [cell for cells in sheets if isinstance(cells, list) for cell in cells]
    if cells is None:
        raise IntakeError(f"{name} is no notebook: it has no cells.", SAVE_AGAIN)
    if len(cells) > MAX_CELLS:
        raise IntakeError(f"{name} has {len(cells)} cells; at most {MAX_CELLS} are read.", "Hand in the exercise only.")
    return cells


def _text(source: Any, is_old: bool) -> str:
    if isinstance(source, list):
        lines = [part for part in source if isinstance(part, str)]
        # The old formats were also written by programs that took the line ends off.
        has_ends = not is_old or not lines or lines[0].endswith(("\n", "\r"))
        return ("" if has_ends else "\n").join(lines)
    return source if isinstance(source, str) else ""
