"""`grade new`: a scaffold says what is left to write, and once that is written the course is sound."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli
from grader.course import read_course
from grader.errors import CourseError
from grader.scaffold.course_file import with_exercise, with_unit
from grader.scaffold.marks import MARK, marks_of

SECOND = Path(__file__).parents[1] / "courses" / "softmax"
EXERCISE = "activations.softmax"
FORKS = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the warm judge is forked")


def grade(*words: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, [str(word) for word in words])


def said(result: Result) -> Any:
    """What it printed, as data."""
    return json.loads(result.stdout)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A course as `grade new` makes it."""
    place = tmp_path / "mine"
    assert grade("new", "course", place, EXERCISE, "--title", 'The "second"').exit_code == 0
    return place


def written(place: Path) -> None:
    """Does what the author of the second course did: writes every marked file, and renames the mistake."""
    for file in {mark.file for mark in marks_of(read_course(place))} - {"solutions/mistakes/softmax/wrong.py"}:
        shutil.copy(SECOND / file, place / file)
    (place / "solutions/mistakes/softmax/wrong.py").unlink()
    for path in (SECOND / "solutions/mistakes/softmax").glob("*.py"):
        shutil.copy(path, place / "solutions/mistakes/softmax")


def test_what_is_left_is_told(fresh: Path) -> None:
    """Nothing is run before all is written: each marked place is named by file and line, by every command."""
    marks = {mark.where for mark in marks_of(read_course(fresh))}
    built, checked = grade("build", "--course", fresh), grade("check", "--course", fresh, "--json")
    assert f"{len(marks)} marked places are left" in built.stderr
    assert checked.exit_code == 1
    assert {fault["where"] for fault in said(checked)["faults"] if fault["kind"] == "to be written"} == marks
    assert len(marks) == len(said(checked)["faults"]) > 15
    assert read_course(fresh).title == 'The "second"'


@FORKS
def test_a_written_scaffold_is_sound(fresh: Path) -> None:
    """With the marked places written, and nothing else changed, the stub is built and the course is proved."""
    written(fresh)
    assert grade("build", "--course", fresh).exit_code == 0
    checked = grade("check", "--course", fresh, "--json", "--flakiness", "3")
    assert said(checked)["faults"] == []
    assert said(checked)["mutation"]["killed"] == said(checked)["mutation"]["of"] > 20
    assert checked.exit_code == 0


def test_the_second_course_is_graded(tmp_path: Path) -> None:
    """The grader knows nothing of the first course: solution, stub, a wrong answer with its cause, notebook and kit."""
    assert MARK not in "".join(path.read_text(encoding="utf-8") for path in SECOND.rglob("*.py"))
    scores = {}
    answer = tmp_path / "activations.py"
    answer.write_text(
        "import torch\n\n\ndef softmax(x):\n    e = x.exp()\n    return e / e.sum(-1, True)\n", encoding="utf-8"
    )
    places = {"solution": SECOND / "solutions", "stub": SECOND / "exercises", "wrong": answer}
    for name, place in places.items():
        report = said(grade("run", place, "--course", SECOND, "--json", "--device", "cpu"))
        scores[name] = report["score"]["earned"]
    assert scores == {"solution": 1, "stub": 0, "wrong": 0.8}
    lost = [case for case in report["exercises"][0]["cases"] if case["outcome"] != "passed"]
    assert [case["mistake"] for case in lost] == ["overflows"]
    assert grade("kit", tmp_path / "kit", "--course", SECOND).exit_code == 0
    assert {path.name for path in (tmp_path / "kit/exercises").iterdir()} == {
        "activations.py", "activations.ipynb", "course.toml"
    }  # fmt: skip
    assert grade("build", "--check", "--course", SECOND).exit_code == 0


def test_units_and_exercises_are_added(fresh: Path) -> None:
    """Both go to their place in the course file and in the unit's files, which keep what they hold."""
    assert grade("new", "unit", "losses.mse", "--course", fresh, "--points", "2.5").exit_code == 0
    assert grade("new", "exercise", "activations.relu", "--course", fresh).exit_code == 0
    course = read_course(fresh)
    assert [exercise.id for exercise in course.exercises] == [EXERCISE, "activations.relu", "losses.mse"]
    assert [str(exercise.points) for exercise in course.exercises] == ["1", "1", "2.5"]
    for kind in ("hidden", "public"):
        text = (fresh / "tests" / kind / "test_activations.py").read_text(encoding="utf-8")
        assert text.index('exercise("softmax")') < text.index('exercise("relu")')
        assert text.count("import torch") == 1
    assert grade("build", "--course", fresh).exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["unit", "activations.other"], "has a unit `activations` already"),
        (["exercise", "nowhere.other"], "no unit `nowhere`"),
        (["exercise", EXERCISE], "has that function already"),
        (["unit", "other.softmax"], "has that function already"),
        (["exercise", "activations"], "names no exercise"),
        (["exercise", "activations.class"], "word of Python's own"),
        (["exercise", "activations.sum"], "function of Python's own"),
        (["exercise", "activations.Größe"], "cannot be the name"),
        (["unit", "../up.other"], "cannot be the name"),
        (["exercise", "activations.other", "--points", "0"], "must be above 0"),
        (["exercise", "activations.other", "--points", "many"], "is no number"),
    ],
)
def test_bad_names_are_refused(fresh: Path, words: list[str], message: str) -> None:
    """One clear sentence, and nothing is written."""
    before = {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()}
    result = grade("new", *words, "--course", fresh)
    assert result.exit_code == 2
    assert message in result.stderr
    assert {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()} == before


def test_nothing_is_overwritten(fresh: Path) -> None:
    """Neither a course nor a file of a bank."""
    assert "is not empty" in grade("new", "course", fresh, EXERCISE).stderr
    (fresh / "solutions/variants/relu").mkdir()
    (fresh / "solutions/variants/relu/one.py").write_text("mine", encoding="utf-8")
    assert "is there already" in grade("new", "exercise", "activations.relu", "--course", fresh).stderr
    assert (fresh / "solutions/variants/relu/one.py").read_text(encoding="utf-8") == "mine"


COURSE = """[course]
name = "c"

[[unit]]  # one
id = "a"

[[unit.exercise]]
id = "f"

# the second
[[unit]]
id = "b"

[late]
kind = "none"
"""


def test_a_course_file_keeps_all_else() -> None:
    """Comments stay with the table they stand above, and a table after the units stays after them."""
    block = '[[unit.exercise]]\nid = "g"'
    assert with_exercise(COURSE, "a", block) == COURSE.replace('id = "f"\n', f'id = "f"\n\n{block}\n')
    assert with_exercise(COURSE, "b", block) == COURSE.replace('id = "b"\n', f'id = "b"\n\n{block}\n')
    unit = '[[unit]]\nid = "c"'
    assert with_unit(COURSE, unit) == COURSE.replace('id = "b"\n', f'id = "b"\n\n{unit}\n')


def test_an_odd_course_file_is_left_alone() -> None:
    """Where the addition would not say what it should, the author is asked to make it."""
    odd = 'unit = [{id = "a", exercise = [{id = "f"}]}]\n'
    with pytest.raises(CourseError, match="cannot add to"):
        with_exercise(odd, "a", '[[unit.exercise]]\nid = "g"')
