"""A generated notebook in a real kernel: filled in, every check executed, the verdicts seen as HTML."""

from __future__ import annotations

import warnings
from pathlib import Path

import nbformat
from filled import filled
from nbclient import NotebookClient

from grader.course import read_course
from grader.handout.files import unit_files

ROOT = Path(__file__).parents[2]
WRONG = "%%time\n# no leaf at all\ndef leaf(rows, columns):\n    return 1 / 0"


def test_a_notebook_of_the_course() -> None:
    """Solved, each check is green; wrong afterwards, the check says so, with the cell and the line."""
    course = read_course(ROOT)
    unit = course.unit("autograd")
    assert unit is not None
    text = filled(
        unit_files(course, unit)["autograd.ipynb"], (ROOT / "solutions/autograd.py").read_text(encoding="utf-8")
    )
    notebook = nbformat.reads(text, as_version=4)
    more = [WRONG, "check(leaf)", 'check("nope")']
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in more]
    with warnings.catch_warnings():
        # What the kernel's own libraries deprecate is not ours.
        warnings.simplefilter("ignore")
        client = NotebookClient(
            notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "exercises")}}
        )
        client.execute()
    seen = {cell.id: shown(cell) for cell in notebook.cells if cell.source.startswith("check(")}
    for exercise in unit.exercises:
        assert f"<strong>✓ {exercise.name}</strong>: passed 1 example case." in seen[f"check-{exercise.name}"]
    assert seen["check-all"].count("<strong>✓") == len(unit.exercises)
    wrong, unknown = list(seen.values())[-2:]
    assert "<strong>✗ leaf</strong>: 0 of 1 example case passed." in wrong
    assert "<summary>Hint 1 of" in wrong
    place = f"cell {notebook.cells[-3].execution_count}, line 4: <code>return 1 / 0</code>"
    assert f"raised ZeroDivisionError: division by zero ({place})" in wrong
    assert "no exercise <code>nope</code>" in unknown


def shown(cell: nbformat.NotebookNode) -> str:
    """The HTML that a cell shows."""
    return "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
