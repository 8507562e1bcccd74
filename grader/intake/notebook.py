"""Takes the code cells out of a notebook of any format version; their outputs are never looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from grader.errors import IntakeError
from grader.intake.text import read_bytes
from grader.model import Cell

MAX_NOTEBOOK_BYTES = 100 * 2**20
MAX_CELLS = 5000


def read_notebook(path: Path) -> tuple[Cell, ...]:
    """The code cells, numbered as a person would count all cells, from 1."""
    data = read_bytes(path, MAX_NOTEBOOK_BYTES)
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise IntakeError(
            f"{path.name} is no notebook: {reason[:200]}.",
            "Save it again from Jupyter, or hand in a .py file.",
        ) from None
    cells = []
    for number, cell in enumerate(_cells(content, path.name), 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cells.append(Cell(_text(cell.get("source", cell.get("input", ""))), number))
    return tuple(cells)


def _cells(content: Any, name: str) -> list[Any]:
    """All cells; version 3 keeps them in worksheets."""
    if isinstance(content, dict):
        if isinstance(content.get("cells"), list):
            return list(content["cells"][:MAX_CELLS])
        if isinstance(content.get("worksheets"), list):
            sheets = [sheet.get("cells") for sheet in content["worksheets"] if isinstance(sheet, dict)]
            return [cell for cells in sheets if isinstance(cells, list) for cell in cells][:MAX_CELLS]
    raise IntakeError(f"{name} is no notebook: it has no cells.", "Save it again from Jupyter, or hand in a .py file.")


def _text(source: Any) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
