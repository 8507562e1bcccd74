"""Proves the course by `grade check`: everything but its mutants, which an author runs by hand (docs/checking.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from filled import filled

from grader.course import read_course
from grader.proof.equivalent import mark_of, read_marks
from grader.proof.mutants import Mutant, make_mutants

ROOT = Path(__file__).parents[2]
COURSE = read_course(ROOT)
MISTAKES_NEEDED = {"get_data": 10, "get_weights": 10, "simple_network": 10, "loss_fn": 10, "optimize": 10, "train": 8}


@pytest.fixture(scope="module")
def proof() -> dict[str, Any]:
    """What the command says of the course."""
    options = ["--no-mutation", "--flakiness", "1", "--device", "cpu", "--jobs", str(os.cpu_count()), "--json"]
    command = [sys.executable, "-m", "grader.cli", "check", "--course", str(ROOT), *options]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert result.stdout, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_course_is_sound(proof: dict[str, Any]) -> None:
    """Stubs and junk earn nothing, solutions and variants everything, every known mistake is caught where it should."""
    assert proof["faults"] == []


def test_every_answer_was_judged(proof: dict[str, Any]) -> None:
    """Nothing of the banks was left out, but for the mistakes that only an accelerator can tell."""
    judged = proof["judged"]
    mistakes, variants = (len(list((ROOT / "solutions" / kind).rglob("*.py"))) for kind in ("mistakes", "variants"))
    assert judged["mistake"] + proof["pending"].get("mistake", 0) == mistakes > 300
    assert judged["variant"] == variants
    assert judged["junk"] == 5 * len(COURSE.exercises)
    assert judged["solution"] == judged["alone"] == len(COURSE.exercises)
    assert judged["stub"] == 2 * len(COURSE.units), "a stub and a notebook each"


def test_solved_notebooks_earn_everything(tmp_path: Path) -> None:
    """The notebooks that students get, filled with the solution's functions, earn every point that can be earned."""
    for unit in COURSE.units:
        solution = (ROOT / "solutions" / f"{unit.id}.py").read_text(encoding="utf-8")
        notebook = (ROOT / "exercises" / f"{unit.id}.ipynb").read_text(encoding="utf-8")
        (tmp_path / f"{unit.id}.ipynb").write_text(filled(notebook, solution), encoding="utf-8")
    options = ["--course", str(ROOT), "--device", "cpu", "--json"]
    command = [sys.executable, "-m", "grader.cli", "run", str(tmp_path), *options]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=False, timeout=300).stdout)
    earned, pending = (Decimal(str(report["score"][name])) for name in ("earned", "pending"))
    assert earned + pending == report["score"]["possible"] == 100
    assert {case["outcome"] for each in report["exercises"] for case in each["cases"]} == {"passed", "pending"}
    assert report["notes"] == []


def test_course_is_worth_a_hundred_points() -> None:
    """The sum that the course file says, which the proof holds the exercises to."""
    assert COURSE.points == 100


@pytest.mark.parametrize("exercise", [each.id for each in COURSE.exercises])
def test_exercise_is_complete(exercise: str) -> None:
    """Each exercise has more of everything than a course must have: hints, hidden cases, mistakes."""
    found = COURSE.exercise(exercise)
    assert found is not None
    assert len(found.hints) >= 2
    mistakes = ROOT / "solutions" / "mistakes" / found.name
    assert len(list(mistakes.glob("*.py"))) >= MISTAKES_NEEDED.get(found.name, 4)
    text = (ROOT / "tests" / "hidden" / f"test_{found.unit}.py").read_text(encoding="utf-8")
    assert f'exercise("{found.name}")' in text
    assert text.count("def test_") >= 3


def test_marks_of_equivalent_mutants_fit() -> None:
    """Every mark speaks of a mutant that is made; whether that one is right, `grade check` asks the cases."""
    mutants: list[Mutant] = []
    for exercise in COURSE.exercises:
        others = {each.name for each in COURSE.exercises if each.unit == exercise.unit} - {exercise.name}
        source = (ROOT / "solutions" / f"{exercise.unit}.py").read_text(encoding="utf-8")
        mutants += make_mutants(source, exercise.id, others)
    marks = read_marks(COURSE)
    assert set(marks) == {mark_of(mutant, marks) for mutant in mutants} - {None}
    assert len(mutants) > 400
