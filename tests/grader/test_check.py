"""`grade check`: a sound course passes, and every planted fault is found where it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_courses import make_sound, make_unsound

from grader.proof.leaks import told_values
from grader.proof.mutants import make_mutants
from grader.proof.reach import only_defines

# kind of fault -> where it is planted, and a word of what must be said
PLANTED = {
    "an idle case": ("junk passes", "faults.idle", "test_idle"),
    "a tolerance of 1e3": ("junk passes", "faults.wide", "zeros"),
    "a mistake nobody catches": ("mistake not caught", "faults.uncaught, wrong", ""),
    "a flaky case": ("flaky case", "faults.flaky", "Not this time"),
    "a stub that passes": ("stub passes", "faults.given", "test_given"),
    "a stale stub": ("stale stub", "exercises/stale.py", "grade build"),
    "a stale notebook": ("stale notebook", "exercises/stale.ipynb", "grade build"),
    "a message that tells": ("leak", "faults.telling", "add up to"),
    "an over-strict case": ("over-strict case", "faults.strict", "There is a graph"),
    "a case that needs another function": ("case needs another", "faults.needy", "faults.idle"),
    "a case that sees too little": ("mutant survives", "faults.weak", "number: return x * 3.0"),
    "no hint": ("no hint", "faults.bare", ""),
    "no example": ("no example", "faults.bare", ""),
    "no mistake": ("no mistake", "faults.bare", ""),
    "no variants": ("too few variants", "faults.bare", ""),
    "a mistake that spreads": ("mistake spreads", "faults.spreading, wrong", "of faults."),
    "points that do not add up": ("points", "course.toml", "99"),
    "a mark that fits nothing": ("stray mark", "faults.needy", "x + x"),
    "a mark on a wrong answer": ("wrong mark", "faults.strict", "sign"),
    "a folder of no exercise": ("stray files", "solutions/mistakes/nobody", ""),
}


def check(course: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """The command itself, and what it says."""
    command = [sys.executable, "-m", "grader.cli", "check", "--course", str(course), "--json", "--jobs", "2", *options]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.stdout, result.stderr
    return result.returncode, json.loads(result.stdout)


pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the warm judge is forked")


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What is said of the unsound course."""
    code, proof = check(make_unsound(tmp_path_factory.mktemp("unsound")), "--flakiness", "12")
    assert code == 1
    assert not proof["sound"]
    found: list[dict[str, str]] = proof["faults"]
    return found


@pytest.mark.parametrize("name", PLANTED)
def test_planted_fault_is_found(faults: list[dict[str, str]], name: str) -> None:
    """Each fault is named by its kind, its place, and in words."""
    kind, where, words = PLANTED[name]
    assert [each for each in faults if (each["kind"], each["where"]) == (kind, where) and words in each["message"]], [
        each for each in faults if each["where"] == where or each["kind"] == kind
    ]


def test_nothing_else_is_called_a_fault(faults: list[dict[str, str]]) -> None:
    """No kind of fault is told that was not planted."""
    known = {kind for kind, _, _ in PLANTED.values()}
    assert {each["kind"] for each in faults} - known == set()


def test_sound_course_is_sound(tmp_path: Path) -> None:
    """Nothing is said of a course without a fault; every mutant is killed, and the cases' kills are known."""
    code, proof = check(make_sound(tmp_path), "--matrix", "--flakiness", "3")
    assert proof["faults"] == []
    assert code == 0
    assert proof["judged"] | {"mutant": 0} == proof["judged"] | {
        "solution": 2,
        "stub": 2,
        "mistake": 2,
        "variant": 4,
        "junk": 10,
        "mutant": 0,
    }
    mutation = proof["mutation"]
    assert mutation["killed"] == mutation["of"] > 10
    assert mutation["equivalent"] == 2
    assert all(each["killed_by"] for each in mutation["mutants"] if each["end"] == "killed")
    assert {each["case"] for each in proof["tolerances"]} == {"test_total", "test_scaled"}
    assert all(each["right"] < each["used"] < each["wrong"] for each in proof["tolerances"] if each["wrong"])


UNIT = '''"""Ein Maß für Größen."""

import torch

STEPS = 4
w: torch.Tensor


def helper(x: torch.Tensor) -> torch.Tensor:
    return x.to(torch.float64)


def other(x):
    return x


def f(x: torch.Tensor, model: object, n: int, device: str = "cpu") -> torch.Tensor:
    """Größe: 1 < 2."""
    größe = "ä" * 2; y = x - n
    model.zero_grad()
    if n < 3 and not n == 2:
        y = helper(y).sum(dim=0)
    loss = (y @ w).mean()
    loss.backward()
    for _ in range(STEPS):
        y += torch.rand(2, requires_grad=True, device=device)
    torch.cuda.synchronize()
    return other(y)[: n]
'''
# operator -> a line that it must make of the unit
SLIPS = {
    "arithmetic": 'größe = "ä" * 2; y = x + n',
    "swapped operands": 'größe = "ä" * 2; y = n - x',
    "boundary": "if (n <= 3) and not n == 2:",
    "comparison": "if (n > 3) and not n == 2:",
    "condition": "if False:",
    "logic": "if n < 3 or not n == 2:",
    "off by one": "for _ in range((STEPS + 1)):",
    "number": "y += torch.rand(2, requires_grad=False, device=device)",
    "text": "def f(x: torch.Tensor, model: object, n: int, device: str = 'cpux') -> torch.Tensor:",
    "sign": "return -other(y)[:n]",
    "call left out": "y = y.sum(dim=0)",
    "keyword left out": "y = helper(y).sum()",
    "statement left out": "pass",
    "loop ends early": "for _ in range(STEPS):",
    "sum for mean": "loss = (y @ w).sum()",
    "another function": "y += torch.randn(2, requires_grad=True, device=device)",
    "another dim": "y = helper(y).sum(dim=1)",
    "another product": "loss = ((y * w)).mean()",
    "missing requires_grad": "y += torch.rand(2, device=device)",
    "missing zeroing": "pass",
    "doubled zeroing": "loss.backward()",
    "detached": "loss = (y @ w.detach()).mean()",
    "dtype": "return x.to(torch.float32)",
    "in place for new": 'größe = "ä" * 2; y = x.sub_(n)',
    "new for in place": "y = y + torch.rand(2, requires_grad=True, device=device)",
    "argument changed": "_result = other(y)[:n]",
    "first result again": "return globals().setdefault('_first_result', other(y)[:n])",
    "device ignored": "y += torch.rand(2, requires_grad=True)",
    "missing synchronize": "pass",
}


@pytest.mark.parametrize("operator", SLIPS)
def test_operator_makes_its_slip(operator: str) -> None:
    """Every operator changes the right place of a file, also behind letters that take several bytes."""
    mutants = [each for each in make_mutants(UNIT, "unit.f", {"other"}) if each.operator == operator]
    assert SLIPS[operator] in [each.becomes for each in mutants]
    for mutant in mutants:
        compile(mutant.text, "unit.py", "exec")
        compile(mutant.probe(), "unit.py", "exec")


def test_mutants_are_of_what_an_exercise_uses() -> None:
    """Helpers and constants count, other exercises, docstrings and types do not; no mutant comes twice."""
    mutants = make_mutants(UNIT, "unit.f", {"other"})
    lines = {mutant.line for mutant in mutants}
    assert {"STEPS = 4", "return x.to(torch.float64)"} <= lines
    assert not {"return x", '"""Größe: 1 < 2."""', "w: torch.Tensor"} & lines
    assert len({mutant.text for mutant in mutants}) == len(mutants)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("The result should be 12.5.", ["12.5"]),
        ("The result should be about 12.50001.", ["12.5"]),
        ("The result should have shape (3, 7), and has (7,). 7 of 7 values differ, the first at [3].", []),
        ("It is 7 times too large.", []),
        ("The seed is 42.", []),
        ("The node is called MulBackward0.", ["MulBackward0"]),
        ("The entry should be a text, and is a MulBackward0.", []),
    ],
)
def test_a_message_that_tells_a_value(message: str, told: list[str]) -> None:
    """Numbers and texts of a right answer count, but for shapes, places, factors, and what the task says itself."""
    answers = frozenset({"12.5", "7", "3", "42", "MulBackward0", "1.0"})
    assert list(told_values(message, answers, "Use the seed 42.")) == told


def test_a_file_that_only_defines() -> None:
    """A file that does more than define its own function is noticed by others, too."""
    assert only_defines('"""It is wrong."""\nimport torch\n\ndef f(x):\n    return x\n', {"g"})
    assert not only_defines("import torch\ntorch.manual_seed(3)\n\ndef f(x):\n    return x\n", {"g"})
    assert not only_defines("def f(x):\n    return x\n\ndef g(x):\n    return x\n", {"g"})
    assert not only_defines("def f(:\n", set())
