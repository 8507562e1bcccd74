"""Stubs: what students get holds the task and nothing of the solution."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.stubs import make_stub

SOLUTION = '''"""A unit."""

import torch

SIZE = 3


def double(x):
    """Give twice x."""
    # >>> solution
    y = x + x
    return y
    # <<< solution


# >>> solution
def secret_helper(x):
    return x


# <<< solution
class Line:
    """A line."""

    def __init__(self):
        self.w = 1
        # >>> solution
        self.b = 2
        # <<< solution

    def forward(self, x):
        # >>> solution
        return self.w * x + self.b
        # <<< solution
'''


def test_a_region_becomes_a_todo() -> None:
    """A marked body gives way to a TODO and an error that both name the exercise."""
    stub = make_stub(SOLUTION, "unit")
    todo = '    # TODO unit.double: your code goes here.\n    raise NotImplementedError("unit.double")\n'
    assert f'    """Give twice x."""\n{todo}' in stub
    assert "x + x" not in stub


def test_a_region_at_the_outermost_level_vanishes() -> None:
    """A helper of the solution's own leaves nothing behind, not even a gap."""
    stub = make_stub(SOLUTION, "unit")
    assert "secret_helper" not in stub
    assert "\n\n\n\n" not in stub


def test_methods_carry_the_name_of_their_class() -> None:
    """Regions in methods keep their indent and name the exercise, which is the class."""
    stub = make_stub(SOLUTION, "unit")
    assert stub.count('        raise NotImplementedError("unit.Line")\n') == 2
    assert "        self.w = 1\n" in stub
    assert "self.b" not in stub


def test_no_marker_is_left_and_python_can_read_it() -> None:
    """A stub is Python, has no marker in it and ends in one line end."""
    stub = make_stub(SOLUTION, "unit")
    assert "solution" not in stub
    assert [each.name for each in ast.parse(stub).body if hasattr(each, "name")] == ["double", "Line"]
    assert stub.endswith(")\n")


def test_a_stub_of_a_stub_is_the_same() -> None:
    """What holds no region stays as it is."""
    stub = make_stub(SOLUTION, "unit")
    assert make_stub(stub, "unit") == stub


def test_decorated_and_async_functions_are_named() -> None:
    """A decorator or `async` before a function takes nothing from its name."""
    source = (
        "import functools\n\n\n@functools.cache\n{}def f(x):\n    # >>> solution\n    return x\n    # <<< solution\n"
    )
    for word in ("", "async "):
        assert 'raise NotImplementedError("unit.f")' in make_stub(source.format(word), "unit")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def f():\n    # >>> solution\n    return 1\n", "never closed"),
        (
            "def f():\n    # >>> solution\n    # >>> solution\n    return 1\n    # <<< solution\n    # <<< solution\n",
            "line 3",
        ),
        ("def f():\n    # >> solution\n    return 1\n    # <<< solution\n", "line 4"),
        ("def f(:\n    # >>> solution\n    return 1\n    # <<< solution\n", "line 1"),
    ],
    ids=["open", "nested", "begin misspelt", "no Python"],
)
def test_markers_that_do_not_pair_are_refused(source: str, words: str) -> None:
    """A slip in the markers is an error of the course, never a solution in the students' hands."""
    with pytest.raises(CourseError, match=words):
        make_stub(source, "unit")


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "solutions").glob("*.py")), ids=lambda path: path.stem
)
def test_stubs_of_the_course_hold_no_solution(path: Path) -> None:
    """No marked line of any solution is found again in its stub, and every function is still there."""
    source = path.read_text(encoding="utf-8")
    stub = make_stub(source, path.stem)
    kept = [each.name for each in ast.parse(stub).body if isinstance(each, ast.FunctionDef | ast.ClassDef)]
    assert kept
    assert "# >>>" not in stub
    assert "# <<<" not in stub
    assert stub.count("raise NotImplementedError(") >= len([name for name in kept if f"{path.stem}.{name}" in stub])
    marked, is_inside = [], False
    for line in source.splitlines():
        if line.strip() in ("# >>> solution", "# <<< solution"):
            is_inside = line.strip() == "# >>> solution"
        elif is_inside and len(line.strip()) > 30:
            marked.append(line)
    assert [line for line in marked if line in stub.splitlines()] == []
