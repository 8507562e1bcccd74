"""What students get is made from the solutions: notebooks with prose, stubs, checks and pictures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import nbformat
import pytest
from click.testing import CliRunner, Result

from grader.cli import cli
from grader.course import read_course
from grader.errors import CourseError, SetupError
from grader.handout.files import unit_files
from grader.handout.parts import Kind, Part, parts_of
from grader.handout.prose import as_markdown, task_and_code
from grader.handout.texts import languages, require
from grader.intake.notebook import read_notebook
from grader.live import picture
from grader.model import Unit
from grader.stubs import make_stub

ROOT = Path(__file__).parents[2]
COURSE = read_course(ROOT)
COURSE_FILE = """
[course]
name = "tiny"
title = "Tiny"
[[unit]]
id = "first"
title = "The first unit"
[[unit.exercise]]
id = "double"
points = 1
[[unit.exercise]]
id = "Line"
points = 2.5
devices = ["cpu", "accelerator"]
[[unit]]
id = "second"
title = "The second unit"
[[unit.exercise]]
id = "double"
points = 1
"""
NOTEBOOKS = ("first.ipynb", "second.ipynb")
SOLUTION = '''"""A first unit.

It says how.
"""

import torch
SIZE = 3

# It belongs to the next line.
NAMES = ["a"]

# A paragraph of its own:
#     it is *prose*.


def helper(x):
    """Given to students."""
    return x


def double(x):
    """Give twice x.

    >>> double(torch.ones(1))
    tensor([2.])

    And some words.
    """
    # >>> solution
    secret = x + x
    return secret
    # <<< solution


class Line:
    """A line."""

    def forward(self, x):
        # >>> solution
        return x + SIZE
        # <<< solution


# >>> solution
def hidden_helper():
    pass


# <<< solution

# The end.
'''
PICTURE = '''"""Twice is a straight line."""


def draw():
    """The line."""
    import matplotlib.pyplot as plt

    plt.plot(double(torch.arange(3.0)))
'''


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A course of two units with solutions and a picture."""
    for folder in ("exercises", "solutions/pictures"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "exercises/course.toml").write_text(COURSE_FILE, encoding="utf-8")
    (tmp_path / "solutions/first.py").write_text(SOLUTION, encoding="utf-8")
    (tmp_path / "solutions/second.py").write_text("def double(x):\n    return x\n", encoding="utf-8")
    (tmp_path / "solutions/pictures/double.py").write_text(PICTURE, encoding="utf-8")
    return tmp_path


def made(place: Path, unit: int = 0) -> list[tuple[str, str, str]]:
    """The cells of a unit's notebook: id, kind and text."""
    course = read_course(place)
    text = unit_files(course, course.units[unit])[f"{course.units[unit].id}.ipynb"]
    return [(cell["id"], cell["cell_type"], cell["source"]) for cell in nbformat.reads(text, as_version=4).cells]


def build(place: Path, *words: str) -> Result:
    """`grade build` there."""
    return CliRunner().invoke(cli, ["build", "--course", str(place), *words])


def test_a_notebook_has_everything_in_order(place: Path) -> None:
    """Title, the way to work, imports, prose, for each function its task, stub and check, then the whole."""
    cells = made(place)
    assert [name for name, _, _ in cells] == [
        *("title", "how", "grader", "code", "words", "helper"),
        *("task-double", "stub-double", "check-double", "picture-double", "draw-double"),
        *("task-Line", "stub-Line", "check-Line", "words-2", "whole", "check-all"),
    ]
    text = {name: source for name, _, source in cells}
    assert text["title"] == "# A first unit\n\nIt says how."
    assert text["grader"] == "from grader import check, picture"
    assert text["code"] == 'import torch\nSIZE = 3\n\n# It belongs to the next line.\nNAMES = ["a"]'
    assert text["words"] == "A paragraph of its own:\n    it is *prose*."
    assert text["check-double"] == 'check("first.double")'
    assert text["check-Line"] == 'check("Line")'
    assert text["draw-double"].endswith("picture(draw)")
    assert text["picture-double"] == "Twice is a straight line."
    assert "*1 point.*" in text["task-double"]
    assert "*2.5 points. On the CPU and on an accelerator" in text["task-Line"]
    assert text["words-2"] == "The end."


def test_the_task_is_prose_and_the_code_keeps_a_line(place: Path) -> None:
    """The docstring stands above the cell with its examples fenced; nothing of the solution is anywhere."""
    text = {name: source for name, _, source in made(place)}
    assert "```python\n>>> double(torch.ones(1))\ntensor([2.])\n```\n\nAnd some words." in text["task-double"]
    assert text["stub-double"] == (
        'def double(x):\n    """Give twice x."""\n'
        '    # TODO first.double: your code goes here.\n    raise NotImplementedError("first.double")'
    )
    everything = "".join(source for _, _, source in made(place))
    assert [word for word in ("secret", "hidden_helper", "x + SIZE", "solution") if word in everything] == []


def test_a_unit_without_prose_or_pictures(place: Path) -> None:
    """The unit's title takes the place of a docstring, and nothing is drawn for a name of another unit."""
    (place / "solutions/pictures/double.py").unlink()
    cells = made(place, 1)
    assert cells[0][2] == "# The second unit"
    assert ("grader", "code", "from grader import check") in cells


@pytest.mark.parametrize("unit", COURSE.units, ids=lambda unit: unit.id)
def test_notebooks_of_the_course(unit: Unit) -> None:
    """Each is valid, deterministic, free of outputs, has a check for each exercise, and reads back as its stub."""
    text = unit_files(COURSE, unit)[f"{unit.id}.ipynb"]
    assert text == unit_files(COURSE, unit)[f"{unit.id}.ipynb"]
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    sources = [cell.source for cell in notebook.cells]
    assert all(f'check("{exercise.name}")' in sources for exercise in unit.exercises)
    code = "\n".join(cell.text for cell in read_notebook(text.encode(), Path("x.ipynb")))
    stub = make_stub((ROOT / "solutions" / f"{unit.id}.py").read_text("utf-8"), unit.id)
    assert code.count("raise NotImplementedError(") == stub.count("raise NotImplementedError(")


def test_build_and_check(place: Path) -> None:
    """What is missing or out of step is written; --check only says so, with exit code 1."""
    assert build(place, "--check").exit_code == 1
    assert not (place / "exercises/first.ipynb").exists()
    written = build(place)
    assert written.exit_code == 0
    assert written.output.count("written: ") == 4
    assert build(place, "--check").output == "All stubs and notebooks are in step with their solutions.\n"
    (place / "solutions/pictures/double.py").write_text(PICTURE.replace("Twice", "Two times"), encoding="utf-8")
    stale = build(place, "--check")
    assert stale.exit_code == 1
    assert stale.output == "".join(f"out of step: {Path('exercises', name)}\n" for name in NOTEBOOKS)


def test_the_courses_own_files_are_in_step() -> None:
    """exercises/ holds what `grade build` writes, and no text of the course lacks its translation."""
    result = build(ROOT, "--check")
    assert result.exit_code == 0, result.output


def test_without_nbformat(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is said, with what to do."""
    monkeypatch.setitem(sys.modules, "nbformat", None)
    with pytest.raises(SetupError, match="nbformat") as caught:
        made(place)
    assert "pip install" in caught.value.hint


def test_a_picture_that_is_no_python(place: Path) -> None:
    """A slip in a picture's file is the course's fault and names its line."""
    (place / "solutions/pictures/double.py").write_text("def draw(:\n", encoding="utf-8")
    with pytest.raises(CourseError, match="picture of `double`, line 1"):
        made(place)


@pytest.mark.parametrize("path", sorted((ROOT / "solutions/pictures").glob("*.py")), ids=lambda path: path.stem)
def test_pictures_of_the_course(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each picture belongs to an exercise, and is drawn by what stands above it when that is right."""
    unit = next(unit for unit in COURSE.units if path.stem in {exercise.name for exercise in unit.exercises})
    matplotlib.use("Agg")
    shown: list[int] = []
    monkeypatch.setattr(plt, "show", lambda: shown.append(len(plt.gcf().axes)))
    monkeypatch.chdir(ROOT / "exercises")
    solution = (ROOT / "solutions" / f"{unit.id}.py").read_text("utf-8")
    namespace: dict[str, Any] = {"__name__": "notebook"}
    exec(compile(solution + path.read_text("utf-8"), path.name, "exec", dont_inherit=True), namespace)
    draw = [value for name, value in namespace.items() if name.startswith("draw_")]
    assert [picture(each) for each in draw] == [None]
    assert shown
    assert shown[0] > 0
    plt.close("all")


def test_parts() -> None:
    """Two statements on a line stay together, decorators with their functions, comments at the end become prose."""
    parts = parts_of("a = 1; b = 2\n# next to it\n@staticmethod\ndef f(): pass\n\n# the end\n")
    assert parts == [
        Part(Kind.CODE, "a = 1; b = 2"),
        Part(Kind.DEFINITION, "# next to it\n@staticmethod\ndef f(): pass", "f"),
        Part(Kind.WORDS, "the end"),
    ]


@pytest.mark.parametrize(
    "definition",
    [
        'def f():\n    r"""With a \\ in it.\n\n    And more.\n    """\n    return 1',
        'def f(): "One line."',
        "def f():\n    return 1",
    ],
)
def test_code_that_cannot_be_shortened_stays(definition: str) -> None:
    """A docstring that would need escapes, or stands on the line of the `def`, is not touched."""
    assert task_and_code(definition)[1] == definition


def test_examples_are_fenced() -> None:
    """Only paragraphs that begin with a prompt are examples."""
    assert as_markdown("A.\n\n    >>> f()\n    1\n\n    indented = 2") == (
        "A.\n\n```python\n>>> f()\n1\n```\n\nindented = 2"
    )


def test_a_course_may_bring_a_language(place: Path) -> None:
    """A folder of texts makes a language; half of one does not."""
    assert languages(read_course(place)) == ["en", "zh"]
    folder = place / "texts" / "xx"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text("$title\n", encoding="utf-8")
    course = read_course(place)
    with pytest.raises(CourseError, match="no texts in the language `xx`"):
        require(course, "xx")
    names = ("how", "one_point", "points", "accelerator", "whole")
    (folder / "notebook.toml").write_text("".join(f'{name} = "XX {name}"\n' for name in names), encoding="utf-8")
    assert languages(course) == ["en", "xx", "zh"]
    assert "XX how" in unit_files(course, course.units[0], "xx")["first.ipynb"]
