"""`grade show`: what an exercise asks, out of the student's own file and the example cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.watch import STATE_FILE

COURSE = """
[course]
name = "c"
title = "C"
[[unit]]
id = "u"
title = "U"
[[unit.exercise]]
id = "twice"
points = 1
hints = ["Add it to itself."]
[[unit.exercise]]
id = "thrice"
points = 2.5
devices = ["cpu", "accelerator"]
"""
STUBS = '''
def twice(x):
    """Give x twice.

    >>> twice(2)
    4 \\x1b[31m
    """


def thrice(x):
    return x
'''
CASES = '''
import pytest

@pytest.mark.exercise("twice")
class TestTwice:
    def test_two(self, student):
        """Two becomes
        four."""

@pytest.mark.exercise("thrice")
def test_thrice(student):
    """Two becomes six."""
'''


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A course with two exercises."""
    for name, text in {
        "exercises/course.toml": COURSE,
        "exercises/u.py": STUBS,
        "tests/public/test_u.py": CASES,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def show(place: Path, what: str) -> str:
    """What is printed."""
    done = CliRunner().invoke(cli, ["show", what, "--course", str(place)])
    assert done.exit_code == 0, done.output
    return done.output


def test_one_exercise(place: Path) -> None:
    """Text, points, example and hints of one exercise, with nothing that a terminal would obey."""
    text = show(place, "twice")
    assert "u.twice   1 point\n" in text
    assert "Give x twice.\n\n>>> twice(2)\n4 \\x1b[31m\n" in text
    assert "  Two becomes four.\n" in text
    assert "It is in u.py.\nThere is 1 hint: grade hint u.twice\n" in text
    assert "thrice" not in text
    assert "watch" not in text


def test_a_unit_and_a_file(place: Path) -> None:
    """A unit, or its file, shows all of its exercises; a text that was deleted is said to be gone."""
    whole = show(place, "u")
    assert whole == show(place, str(place / "exercises" / "u.py"))
    assert "u.thrice   2.5 points, CPU and accelerator" in whole
    assert "Its text is no longer in u.py." in whole
    assert "Two becomes six." in whole


def test_a_file_with_a_slip(place: Path) -> None:
    """One line that Python cannot read hides no exercise's text, not even that of the function it is in."""
    file = place / "exercises/u.py"
    file.write_text(file.read_text(encoding="utf-8") + "    retrun 2\n\n\ndef third(:\n", encoding="utf-8")
    assert "Give x twice.\n\n>>> twice(2)" in show(place, "twice")
    file.write_text(STUBS.replace("def thrice", "    retrun x\n\n\ndef thrice"), encoding="utf-8")
    assert "Give x twice.\n\n>>> twice(2)" in show(place, "twice")


def test_what_was_seen(place: Path) -> None:
    """Where `grade watch` has been at work, its last verdict is told."""
    state = {"current": "u.thrice", "done": ["u.twice"], "hints": {}}
    (place / "exercises" / STATE_FILE).write_text(json.dumps(state), encoding="utf-8")
    assert "has seen it done" in show(place, "twice")
    assert "has not seen it done" in show(place, "thrice")


def test_no_such_exercise(place: Path) -> None:
    """Another name is met with a sentence."""
    done = CliRunner().invoke(cli, ["show", "four", "--course", str(place)])
    assert done.exit_code == 2
    assert "There is no exercise or unit `four`" in done.output
    assert "Units: u." in done.output
    mistyped = CliRunner().invoke(cli, ["show", "u.twise", "--course", str(place)])
    assert "Is it `twice`?" in mistyped.output
