"""The assignment as notebooks for nbgrader: one cell to be answered, and a cell for each case."""

from __future__ import annotations

import json
from typing import Any

from assignment import chosen_cases

CHECK = "import sys\nfrom checking import check\ncheck({name!r}, sys.modules['__main__'])"


def released(answer: str) -> str:
    """The instructor's notebook, from which nbgrader makes the students'."""
    return notebook(answer)


def submitted(answer: str) -> str:
    """A student's notebook: the same cells, answered."""
    return notebook(answer)


def notebook(answer: str) -> str:
    """The notebook with its answer and its twenty cells of tests."""
    cells = [cell(answer, "first_network", is_answer=True)]
    for case in chosen_cases():
        label = f"{case.exercise}.{case.name}"
        cells.append(cell(CHECK.format(name=label), label.replace(".", "_"), is_answer=False))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4})


def cell(source: str, name: str, *, is_answer: bool) -> dict[str, Any]:
    """A cell with what nbgrader wants to know of it."""
    told = {"grade_id": name, "schema_version": 3, "task": False, "solution": is_answer, "grade": not is_answer}
    told["locked"] = not is_answer
    if not is_answer:
        told["points"] = 1
    metadata = {"nbgrader": told}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}
