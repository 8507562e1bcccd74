"""Wrong answers nobody has written down: the cause is named where a known mistake does the same, and only there."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch

from grader.bridge.server import Wish, WorkerServer
from grader.course import COURSE_FILE, read_course
from grader.errors import StudentRaised, StudentTimedOut
from grader.grading import ForkLaunch, Grading
from grader.judge import Judge, hold_session
from grader.model import Cell, Outcome, Source, Submission, Verdict
from grader.naming import NAME_WEIGHT, ingredients, likeness, same_end, same_value

ROOT = Path(__file__).parents[2]
COURSE = read_course(ROOT)
# What a student wrote, in a style of their own; the name of the first mistake that must be told (None: none fits).
ANSWERS: dict[str, tuple[str, str | None, str]] = {
    "the mean, by hand": (
        "first_network.loss_fn",
        "mean",
        """
def loss_fn(y, y_pred):
    n = len(y)
    difference = y_pred - y
    loss = (difference * difference).sum() / n
    for p in (w, b):
        if p.grad is not None:
            p.grad.data.fill_(0)
    loss.backward()
    return float(loss)
""",
    ),
    "the loop returns": (
        "first_network.loss_fn",
        "returns_in_the_loop",
        """
def zero(ps):
    for p in ps:
        if p.grad is not None:
            p.grad = None
        return True


def loss_fn(y, y_pred):
    loss = torch.sum((y - y_pred) ** 2)
    zero([w, b])
    loss.backward()
    return loss.item()
""",
    ),
    "new tensors": (
        "first_network.optimize",
        "new_tensors",
        """
def optimize(learning_rate):
    global w, b
    new_w = w - w.grad * learning_rate
    new_b = b - b.grad * learning_rate
    w, b = new_w, new_b
""",
    ),
    "uphill": (
        "first_network.optimize",
        "uphill",
        """
def optimize(lr):
    with torch.no_grad():
        for p in [w, b]:
            p.add_(p.grad, alpha=lr)
""",
    ),
    "two mistakes that nobody knows together": (
        "first_network.loss_fn",
        None,
        """
def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = ((y_pred - y) ** 2).sum() * 3 + 11
    loss.backward()
    return loss.item()
""",
    ),
    "nothing was written": (
        "first_network.loss_fn",
        None,
        """
def loss_fn(y, y_pred):
    raise NotImplementedError("first_network.loss_fn")
""",
    ),
    "in place, under another name": (
        "operations.add_in_place",
        "name_only",
        """
def add_in_place(a, value):
    result = a
    result = result + value
    return result
""",
    ),
}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[Verdict]]:
    """What is told of each answer."""
    if not sys.platform.startswith("linux"):
        pytest.skip("one warm server for all needs forks")
    server = WorkerServer(Wish("auto", hidden=str(ROOT / COURSE_FILE)))
    grading = Grading(COURSE, ForkLaunch(server), None)
    found: dict[str, list[Verdict]] = {}

    def work(judge: Judge) -> None:
        for name, (exercise, _, text) in ANSWERS.items():
            path = ROOT / "solutions" / f"{exercise.split('.')[0]}.py"
            source = Source(path.stem, path, (Cell(path.read_text(encoding="utf-8"), 1), Cell(text, 2)))
            found[name], _ = judge.judge(Submission(name, "0" * 64, (source,)), {exercise})

    autoload = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    try:
        hold_session(grading, "", work, ["first_network", "operations"])
    finally:
        grading.close()
        if autoload is None:
            os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
    return found


@pytest.mark.parametrize("name", ANSWERS)
def test_the_cause_is_named(verdicts: dict[str, list[Verdict]], name: str) -> None:
    """The first case that failed says it, before it says what was seen; the points are lost all the same."""
    failed = [each for each in verdicts[name] if each.outcome is not Outcome.PASSED]
    assert failed
    assert failed[0].mistake == ANSWERS[name][1], failed[0].message
    if failed[0].mistake:
        cause, _, seen = failed[0].message.partition("\n")
        assert cause
        assert seen
    else:
        assert all(each.mistake is None for each in failed)


def test_values_that_are_the_same() -> None:
    """Rounding does not tell two answers apart; kind, shape and dtype do."""
    one = torch.tensor([1.0, 2.0])
    assert same_value(one, one + 1e-7)
    assert not same_value(one, one + 0.1)
    assert not same_value(one, one.double())
    assert not same_value(one, one.reshape(2, 1))
    assert not same_value(one, [1.0, 2.0])
    assert same_value((1, [2.0, None]), (1, [2.0 + 1e-9, None]))
    assert not same_value(1, True)
    assert same_value({"a": np.ones(2)}, {"a": np.ones(2)})
    assert not same_value({"a": 1}, {"b": 1})
    assert same_value(float("nan"), float("nan"))


def test_ends_that_are_the_same() -> None:
    """The same exception of the student's, wherever it was raised; the same words of a case."""
    one, other = StudentRaised("TypeError", "no", (), ""), StudentRaised("TypeError", "no", (), "")
    assert same_end(one, other)
    assert not same_end(one, StudentRaised("ValueError", "no", (), ""))
    assert not same_end(one, StudentTimedOut(1.0, "`f`"))
    assert not same_end(one, None)
    assert same_end(AssertionError("wrong"), AssertionError("wrong"))
    assert not same_end(AssertionError("wrong"), AssertionError("not right"))


def test_what_code_is_made_of() -> None:
    """A function and its helpers count; what cannot be read is made of nothing."""
    code = "def g(x):\n    return x.sum()\n\n\ndef f(x):\n    return g(x)\n\n\ndef other():\n    return 17\n"
    found = ingredients(code, "f")
    assert found["sum"] == NAME_WEIGHT
    assert not found["constant 17"]
    assert likeness(found, found) == 1
    assert likeness(found, Counter()) == 0
    assert ingredients("def f(:", "f") == Counter()
    assert ingredients("(" * 5000, "f") == Counter()
