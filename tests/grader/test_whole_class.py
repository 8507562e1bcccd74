"""A class as it comes: honest students keep every point whoever else is in it; the others have a verdict and a why."""

from __future__ import annotations

import ast
import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filled import filled

from grader.course import read_course

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="slots are forks")
ROOT = Path(__file__).parents[2]
UNIT = "tensors"
SOLUTION = (ROOT / f"solutions/{UNIT}.py").read_text(encoding="utf-8")
STUB = (ROOT / f"exercises/{UNIT}.ipynb").read_text(encoding="utf-8")
HONEST = ["ada", "ben", "Zoë Müller-Straße 王小明 🎓 x", "=cmd()", "notebook", "zip"]
LOOP = "    while True:\n        pass\n"
BOMB = "    return [bytes(2**20) for _ in range(10**6)]\n"


def with_body(function: str, body: str) -> str:
    """The solution with another body of one function."""
    node = next(each for each in ast.parse(SOLUTION).body if getattr(each, "name", "") == function)
    assert isinstance(node, ast.FunctionDef)
    lines = SOLUTION.splitlines(keepends=True)
    return "".join([*lines[: node.body[0].lineno - 1], body, *lines[node.end_lineno :]])


def hand_in(place: Path) -> None:
    """Everybody's work; the looping student comes first."""
    texts = {
        "aaa loop": with_body("scalar", LOOP),
        "bomb": with_body("matrix", BOMB),
        "syntax": SOLUTION.replace("\ndef ", "\ndef spoilt(:\n    pass\n\n\ndef ", 1),
        "empty": "",
        **{name: f"{SOLUTION}\nNUMBER = {number}\n" for number, name in enumerate(HONEST[:4])},
    }
    for name, text in texts.items():
        (place / name).mkdir(parents=True)
        (place / name / f"{UNIT}.py").write_text(text, encoding="utf-8")
    (place / "binary").mkdir()
    (place / "binary" / f"{UNIT}.py").write_bytes(bytes(range(256)) * 200)
    (place / "notebook").mkdir()
    (place / "notebook" / f"{UNIT}.ipynb").write_text(filled(STUB, SOLUTION), encoding="utf-8")
    with zipfile.ZipFile(place / "zip.zip", "w") as archive:
        archive.writestr(f"homework/{UNIT}.py", f"{SOLUTION}\nNUMBER = 99\n")


@dataclass(frozen=True)
class Graded:
    """What came of the class."""

    records: dict[str, dict[str, Any]]
    written: dict[str, float]
    table: dict[str, dict[str, str]]

    def lost(self, student: str) -> Iterator[tuple[str, str, str]]:
        """Exercise, outcome and message of what somebody did not pass."""
        for exercise in self.records[student]["exercises"]:
            for case in exercise["cases"]:
                if case["outcome"] not in ("passed", "pending"):
                    yield exercise["id"], case["outcome"], case["message"]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The class, graded with two jobs in the level that strangers' code needs."""
    place = tmp_path_factory.mktemp("class")
    hand_in(place / "class")
    words = ["batch", str(place / "class"), "--only", UNIT, "--out", "out", "--jobs", "2", "--device", "cpu"]
    command = [sys.executable, "-m", "grader.cli", *words, "--isolation", "strict", "--course", str(ROOT)]
    ended = subprocess.run(command, cwd=place, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert ended.returncode == 0, ended.stderr
    files = list((place / "out/records").glob("*.json"))
    read = {path: json.loads(path.read_text(encoding="utf-8")) for path in files}
    names = {path: record["submission"]["id"] for path, record in read.items()}
    table = csv.DictReader((place / "out/scores.csv").read_text(encoding="utf-8").splitlines())
    return Graded(
        {names[path]: record for path, record in read.items()},
        {names[path]: path.stat().st_mtime for path in files},
        {line["student"].lstrip("'"): line for line in table},
    )


def test_everybody_has_a_verdict(graded: Graded) -> None:
    """Nobody is left out, and nothing is not graded."""
    students = {*HONEST, "aaa loop", "bomb", "syntax", "empty", "binary"}
    assert graded.records.keys() == graded.table.keys() == students
    assert {line["graded"] for line in graded.table.values()} == {"yes"}


@pytest.mark.parametrize("student", [*HONEST, "syntax"])
def test_honest_work_keeps_every_point(graded: Graded, student: str) -> None:
    """Whatever it is called, however it was handed in, and whoever is graded beside it."""
    score = graded.records[student]["score"]
    assert list(graded.lost(student)) == []
    assert (score["earned"], score["pending"]) == (score["possible"], 0)


def test_one_endless_loop_costs_one_exercise(graded: Graded) -> None:
    """Others go on beside it; it is not waited for in every case of the exercise."""
    lost = list(graded.lost("aaa loop"))
    assert {(exercise, outcome) for exercise, outcome, _ in lost} == {(f"{UNIT}.scalar", "timed_out")}
    assert all("Is there a loop that never ends?" in message for _, _, message in lost)
    first = min(graded.written[name] for name in HONEST)
    assert first < graded.written["aaa loop"]
    exercise = read_course(ROOT).exercise(f"{UNIT}.scalar")
    assert exercise is not None
    assert graded.records["aaa loop"]["timing"]["seconds"] < len(lost) * exercise.limits.call_seconds


def test_a_memory_bomb_costs_one_exercise(graded: Graded) -> None:
    """The limit is named with the line that met it."""
    lost = list(graded.lost("bomb"))
    assert {(exercise, outcome) for exercise, outcome, _ in lost} == {(f"{UNIT}.matrix", "out_of_memory")}
    assert all("more memory than" in message for _, _, message in lost)


@pytest.mark.parametrize("student", ["empty", "binary"])
def test_nothing_to_run_is_nothing_and_says_so(graded: Graded, student: str) -> None:
    """No points, and of each case why."""
    assert graded.records[student]["score"]["earned"] == 0
    assert {outcome for _, outcome, _ in graded.lost(student)} == {"not_found"}
    assert len(graded.records[student]["notes"]) <= 3
