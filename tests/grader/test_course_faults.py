"""What is the course's own fault never looks like a student's, and is never scored."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli

COURSE = """
[course]
name = "faulty"
title = "Faulty"
seed = 1
reveal = "public"
[[unit]]
id = "unit"
title = "Unit"
[[unit.exercise]]
id = "double"
points = 2
"""
CASES = '''
import pytest
from grader.compare import assert_close
import torch

@pytest.mark.exercise("double")
class TestDouble:
    def test_reference_is_asked(self, student, reference, rng):
        """Doubles."""
        x = torch.randn(3, generator=rng)
        assert_close(reference.double(student.double(x)), reference.double(reference.double(x)))
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one exercise; the caller writes its solution."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    for name in ("exercises", "solutions", "tests/hidden"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "exercises/course.toml").write_text(COURSE)
    (tmp_path / "tests/hidden/test_unit.py").write_text(CASES)
    return tmp_path


def grade(folder: Path, solution: str, submission: str) -> tuple[int, dict[str, str], str]:
    """Exit code, the one case, and the talk of `grade run`."""
    (folder / "solutions/unit.py").write_text(solution)
    (folder / "unit.py").write_text(submission)
    command = ["run", str(folder / "unit.py"), "--course", str(folder), "--json", "--in-process", "--device", "cpu"]
    said = CliRunner().invoke(cli, command, prog_name="grade")
    case = json.loads(said.stdout)["exercises"][0]["cases"][0] if said.stdout.startswith("{") else {}
    return said.exit_code, case, said.stderr


RIGHT = "def double(x):\n    return 2 * x\n"


def test_a_reference_that_raises_is_the_courses_fault(folder: Path) -> None:
    """The case is broken, the exit code is 2, and nothing says `your code`."""
    code, case, said = grade(folder, "def double(x):\n    raise ValueError('mine')\n", RIGHT)
    assert (code, case["outcome"], case["earned"]) == (2, "broken", 0)
    assert "reference" in case["message"]
    assert "Your code" not in case["message"] + said


def test_what_a_student_gave_the_reference_is_the_students_fault(folder: Path) -> None:
    """A value which the sound reference cannot take is a failed case."""
    code, case, _ = grade(folder, RIGHT, "def double(x):\n    return {'x': 2 * x}\n")
    assert (code, case["outcome"]) == (1, "failed")
    assert "dict" in case["message"]


def test_a_sound_course_and_a_right_answer(folder: Path) -> None:
    """The same case passes where nobody is at fault."""
    assert grade(folder, RIGHT, RIGHT)[1]["outcome"] == "passed"
