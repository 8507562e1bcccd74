"""Notebooks that are handed in: every format that nbformat knows, whatever their outputs."""

from __future__ import annotations

import copy
import json
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import IntakeError
from grader.intake.notebook import MAX_VALUES, read_notebook
from grader.intake.outputs import without_outputs
from grader.model import Cell

PLACE = Path("first.ipynb")
OUTPUTS = [
    nbformat.v4.new_output("stream", text="1\n2\n"),
    nbformat.v4.new_output("execute_result", data={"text/plain": 'tensor([1.])\n"outputs": [', "text/html": "<b>"}),
    nbformat.v4.new_output("display_data", data={"image/png": "aGFsbG8="}),
    nbformat.v4.new_output("error", ename="E", evalue="]", traceback=['File "x"', "\x1b[31m"]),
]
LINES = st.lists(st.text(alphabet="ab =()'\"\\\n\r%!\x0c\u2028你", max_size=20), max_size=4).map("\n".join)
TREES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.integers() | st.text(alphabet='a"\\[]{},:\n'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["outputs", 'a"', "b"]), inner),
    max_leaves=20,
)


def written(sources: list[str], version: int) -> str:
    """A notebook of that format as nbformat writes it, headings and words between the code, outputs under it."""
    cells = []
    for source in sources:
        cells.append(nbformat.v4.new_markdown_cell("# Words\nand more"))
        cells.append(nbformat.v4.new_code_cell(source, outputs=copy.deepcopy(OUTPUTS)))
    notebook = nbformat.v4.new_notebook(cells=cells)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        converted = nbformat.convert(notebook, version)
    if version == 2:
        # nbformat writes no format 2 any more; it keeps lines without their ends.
        for cell in (cell for sheet in converted["worksheets"] for cell in sheet["cells"]):
            cell.update({key: cell[key].splitlines() for key in ("input", "source") if key in cell})
        return json.dumps(converted)
    return str(nbformat.versions[version].writes_json(converted))


@pytest.mark.parametrize("version", [4, 3, 2])
@settings(max_examples=15, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=3))
def test_every_format_is_read_as_nbformat_reads_it(version: int, sources: list[str]) -> None:
    """The code cells are those that nbformat itself finds, and their numbers count all cells."""
    text = written(sources, version)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = nbformat.reads(text, as_version=4)
    expected = [Cell(cell.source, number) for number, cell in enumerate(read.cells, 1) if cell.cell_type == "code"]
    assert list(read_notebook(text.encode(), PLACE)) == expected
    assert len(expected) == len(sources)


@pytest.mark.parametrize("minor", [0, 1, 2, 3, 4, 5])
def test_every_minor_version_of_format_4(minor: int) -> None:
    """Ids or none, attachments or none: the cells are the same."""
    content = json.loads(written(["a = 1\nb = 2"], 4)) | {"nbformat_minor": minor}
    assert read_notebook(json.dumps(content).encode(), PLACE) == (Cell("a = 1\nb = 2", 2),)


def test_the_first_format() -> None:
    """Format 1 had no name for itself, and kept code under `code`."""
    content = {"cells": [{"cell_type": "text", "text": "words"}, {"cell_type": "code", "code": "a = 1"}]}
    assert read_notebook(json.dumps(content).encode(), PLACE) == (Cell("a = 1", 2),)


def test_lines_that_lost_their_ends() -> None:
    """Programs wrote format 3 with the line ends taken off: the lines are still lines."""
    cells = [{"cell_type": "code", "input": ["def f():", "    return 1"], "outputs": []}]
    content = {"nbformat": 3, "worksheets": [{"cells": cells}]}
    assert read_notebook(json.dumps(content).encode(), PLACE)[0].text == "def f():\n    return 1"


def test_outputs_of_any_size() -> None:
    """Millions of printed numbers under a cell cost nobody their work; as many cells' worth of brackets do."""
    numbers = "[" + "0," * MAX_VALUES + "0]"
    outputs = '[{"output_type": "display_data", "data": {"application/json": ' + numbers + '}}, {"text": "\\\\\\"]"}]'
    text = '{"nbformat": 4, "cells": [{"cell_type": "code", "outputs": ' + outputs + ', "source": ["a = \\"1\\""]}]}'
    assert json.loads(text)
    assert read_notebook(text.encode(), PLACE) == (Cell('a = "1"', 1),)
    with pytest.raises(IntakeError, match="too much"):
        read_notebook(text.replace("outputs", "inputs").encode(), PLACE)


def emptied(value: Any) -> Any:
    """The same JSON with every list under `outputs` empty."""
    if isinstance(value, list):
        return [emptied(each) for each in value]
    if isinstance(value, dict):
        return {
            key: [] if key == "outputs" and isinstance(inner, list) else emptied(inner) for key, inner in value.items()
        }
    return value


@settings(max_examples=100, deadline=None)
@given(TREES, st.sampled_from([None, 1]))
def test_outputs_are_cut_out_and_nothing_else(tree: Any, indent: int | None) -> None:
    """Whatever the text around and in them is."""
    data = json.dumps(tree, indent=indent).encode()
    assert json.loads(without_outputs(data)) == emptied(tree)


@given(st.binary(max_size=60).map(lambda data: data + b'"outputs": [' + data))
def test_what_is_no_json_is_cut_somewhere(data: bytes) -> None:
    """Bytes that are no JSON end the walk, and never grow."""
    assert len(without_outputs(data)) <= len(data)


def test_a_merge_conflict_is_named() -> None:
    """The marks that git leaves are told for what they are."""
    text = written(["a = 1"], 4).replace("\n", "\n<<<<<<< HEAD\n", 1)
    with pytest.raises(IntakeError, match="merge conflict"):
        read_notebook(text.encode(), PLACE)
