"""Records of every kind that a format must hold, made as the grader makes them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from grader.emit.record import record
from grader.model import Case, Environment, Exercise, Note, Outcome, Report, Submission, Verdict
from grader.score import score_exercise

ENVIRONMENT = Environment("3.11.7", "2.13.0", "cpu", "", "strict", 11)
DIGEST = "5" * 64
# Everything that means something to XML, HTML, Markdown, a terminal, a spreadsheet, a workflow's log or a CSV reader.
HOSTILE = (
    '=HYPERLINK("http://x","y")\n</failure><script>alert(1)</script> ]]> & <!-- \'"\n'
    "```\n[link](http://x) @everyone #1 | a | ![i](x) ::error::no \x1b[31mred\x07 \u202egnp.exe \ud800 \x00 "
    "[[ATTACHMENT|/etc/passwd]]"
)
SECRET = "expected tensor([41.5, 97.25])"

Judged = tuple[Outcome, str]
PASSED: Judged = (Outcome.PASSED, "")


def case(exercise: str, name: str, device: str = "cpu", visibility: str = "hidden", asked: str | None = None) -> Case:
    """A case of a unit's file."""
    unit, _, function = exercise.partition(".")
    sentence = f"It does what {name.replace('_', ' ')} asks." if asked is None else asked
    return Case(
        f"test_{unit}.py::Test{function.title()}::test_{name}", exercise, device, visibility, Decimal(1), sentence
    )


def report(judge: Callable[[Case], Judged], name: str, notes: tuple[Note, ...] = ()) -> dict[str, Any]:
    """A record of a course with two units; every case is judged by the function given."""
    plan = {
        ("tensors", "scalar", "1"): [("int", "cpu"), ("float", "cpu")],
        ("tensors", "head", "2.5"): [("some", "cpu"), ("none", "cpu")],
        ("gpu", "move", "3"): [("there", "cpu"), ("there", "accelerator")],
    }
    exercises = []
    for (unit, function, points), wanted in plan.items():
        cases = [case(f"{unit}.{function}", each, device) for each, device in wanted]
        cases.append(case(f"{unit}.{function}", "example", visibility="public"))
        verdicts = [Verdict(each, *judge(each), seconds=0.0125) for each in cases]
        exercises.append(score_exercise(Exercise(unit, function, Decimal(points)), verdicts))
    submission = Submission(name, "a" * 64, ())
    return record(Report(submission, "first-steps", DIGEST, ENVIRONMENT, tuple(exercises), notes, True, 1.5))


def full() -> dict[str, Any]:
    """Full marks, accelerator and all."""
    return report(lambda each: PASSED, "ada")


def half() -> dict[str, Any]:
    """Half points, and the same message twice."""

    def judge(each: Case) -> Judged:
        if each.id.endswith("::test_float"):
            return Outcome.RAISED, "Your code raised ValueError: no (tensors.py, line 3: `raise ValueError('no')`)."
        if "Head" in each.id:
            return Outcome.FAILED, "The result has shape (3,), (2,) was asked for."
        return PASSED

    return report(judge, "ben")


def pending() -> dict[str, Any]:
    """What needs an accelerator waits."""

    def judge(each: Case) -> Judged:
        return (Outcome.PENDING, "It needs an accelerator.") if each.device == "accelerator" else PASSED

    return report(judge, "cleo")


def not_graded() -> dict[str, Any]:
    """One case broke by the grader's own fault, and its message gives away what it expected."""

    def judge(each: Case) -> Judged:
        if each.id.endswith("::test_none"):
            return Outcome.BROKEN, f"The case itself failed: KeyError: {SECRET}"
        return PASSED

    return report(judge, "dora")


def hostile() -> dict[str, Any]:
    """A student who chose every text that can be chosen."""
    note = Note("failed", HOSTILE, HOSTILE)
    return report(lambda each: (Outcome.RAISED, HOSTILE), f"+{HOSTILE}", (note,))


def unreadable() -> dict[str, Any]:
    """A submission without any Python in it, as a batch records it."""
    reason = "The submission has no Python file or notebook."
    bare = report(lambda each: PASSED, "emil", (Note("intake", "emil", reason),))
    for exercise in bare["exercises"]:
        exercise |= {"earned": 0, "pending": 0, "cases": []}
    bare["score"] |= {"earned": 0, "pending": 0}
    bare["timing"]["cases"] = {}
    return bare


RECORDS = {
    "full": full,
    "half": half,
    "pending": pending,
    "not_graded": not_graded,
    "hostile": hostile,
    "unreadable": unreadable,
}
