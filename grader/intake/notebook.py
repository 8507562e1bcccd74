"""Takes the code cells out of a notebook of any format version; their outputs are never looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from grader.errors import IntakeError
from grader.intake.names import shown
from grader.model import Cell

MAX_NOTEBOOK_BYTES = 100 * 2**20
MAX_CELLS = 5000
# A hundred megabytes of `[],` would become gigabytes in memory; pictures are one long text each.
MAX_VALUES = 3_000_000
SAVE_AGAIN = "Save it again from Jupyter, or hand in a .py file."


def read_notebook(data: bytes, path: Path) -> tuple[Cell, ...]:
    """The code cells, numbered as a person would count all cells, from 1."""
    name = shown(path.name)
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise IntakeError(f"{name} holds too much to be read.", "Clear all outputs in Jupyter, and save it again.")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise IntakeError(f"{name} is no notebook: {_reason(error)}.", SAVE_AGAIN) from None
    cells = []
    for number, cell in enumerate(_cells(content, name), 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cells.append(Cell(_text(cell.get("source", cell.get("input", ""))), number))
    return tuple(cells)


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)[:200]


def _cells(content: Any, name: str) -> list[Any]:
    """All cells; version 3 keeps them in worksheets."""
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


def _text(source: Any) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
