"""Requests that travel before they are asked: the verdicts are the same, and nothing is told too early."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.bridge.ahead import AheadConnection
from grader.bridge.script import Scripts, canonical, tells_nothing
from grader.bridge.server import Wish, WorkerServer
from grader.course import read_course
from grader.errors import Diverged
from grader.examination import Examination
from grader.grading import ForkLaunch, Grading
from grader.judge import Judge, hold_session
from grader.model import Case, Cell, Limits, LoadFacts, Report, Source, Submission

ROOT = Path(__file__).parents[2]
UNIT = "first_network"
HANDLE = ["h", 3]


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (["now", HANDLE], True),
        (["grad", HANDLE], True),
        (["get", "w"], True),
        (["attribute", HANDLE, "weight"], True),
        (["call_name", "f", ["l", [HANDLE, None]], ["d", []]], True),
        (["call_name", "f", ["l", [["p", "a.csv"]]], ["d", [["key", HANDLE]]]], True),
        (["set", "w", HANDLE], True),
        (["seed", 3], True),
        (["set", "w", 1.5], False),
        (["call_name", "f", ["l", [0.5]], ["d", []]], False),
        (["call_name", "f", ["l", [True]], ["d", []]], False),
        (["call_name", "f", ["l", ["text"]], ["d", []]], False),
        (["call_name", "f", ["l", []], ["d", [["key", 2]]]], False),
        (["call_name", "f", ["l", [["y", "float32"]]], ["d", []]], False),
        (["fill", HANDLE, 0.0], False),
        (["define", "x = 1"], False),
        (["begin", 3], False),
    ],
)
def test_what_tells_nothing(request_: list[Any], answer: bool) -> None:
    """Handles and the case's own names may be known early; a number, a text or a truth value may not."""
    assert tells_nothing([request_], []) is answer
    assert not tells_nothing([request_], [b"bytes"])
    assert tells_nothing([["now", HANDLE], request_], []) is answer


def test_requests_that_python_takes_for_equal_differ() -> None:
    """A request is followed only if it is the very same."""
    for one, other in [(1, True), (1, 1.0), (0.0, -0.0), ("1", 1)]:
        assert canonical([["set", "w", one]], []) != canonical([["set", "w", other]], [])
    name = "".join(["le", "arn"])
    assert canonical([["get", name], ["get", name]], []) == canonical(
        [["get", "learn"], ["get", "".join(["lear", "n"])]], []
    )


class Line:
    """The other end: notes in which pieces requests come, and answers each with the same value."""

    facts = LoadFacts()
    load_fault = None
    is_dead = False
    limits = Limits()

    def __init__(self) -> None:
        self.pieces: list[list[bytes]] = []

    def ask(self, requests: list[Any], seconds: float, doing: str) -> list[bytes]:
        """A piece comes."""
        self.pieces.append([request.data for request in requests])
        return [bytes(8) for _ in requests]

    def answer(self, nonce: bytes, seconds: float, doing: str) -> tuple[Any, memoryview]:
        """An answer goes."""
        return {"value": None, "printed": ""}, memoryview(b"")

    def exchange(self, header: list[Any], chunks: list[bytes], seconds: float, doing: str) -> tuple[Any, memoryview]:
        """One after the other."""
        self.pieces.append([canonical(header, chunks)])
        return self.answer(b"", seconds, doing)


OPENING, FREE, TELLING = (
    [["begin", 1], ["call_name", "f", ["l", [0.5]], ["d", []]]],
    [["now", HANDLE]],
    [["set", "w", 2]],
)


def connection(*cases: str) -> tuple[Line, AheadConnection]:
    """A connection whose scripts are: opening, free, telling, free for each case."""
    line, scripts = Line(), Scripts()
    made = AheadConnection(line, scripts)  # type: ignore[arg-type]
    scripts.is_recording = True
    for case in cases:
        made.begin_case(case, "")
        for header in (OPENING, FREE, TELLING, FREE):
            made.exchange(header, [], 1, "it")
        scripts.finish(case, True)
    scripts.is_recording = False
    line.pieces.clear()
    return line, made


class TestRuns:
    """In which pieces a script is sent."""

    def test_what_tells_waits_for_every_earlier_answer(self) -> None:
        """A request with data opens a new piece; a case's opening waits until the one before has all its answers."""
        line, made = connection("one", "two")
        made.begin_case("one", "two")
        sizes = []
        for header in (OPENING, FREE, TELLING, FREE):
            made.exchange(header, [], 1, "it")
            sizes.append([len(piece) for piece in line.pieces])
        assert sizes == [[2], [2], [2, 2], [2, 2, 2]]
        made.settle("two", 1)
        made.begin_case("two", "")
        made.exchange(OPENING, [], 1, "it")
        assert [len(piece) for piece in line.pieces] == [2, 2, 2]

    def test_another_question_is_asked_alone(self) -> None:
        """Where nothing was done ahead, a case may simply ask something else."""
        line, made = connection("one")
        made.begin_case("one", "")
        made.exchange([["begin", 2]], [], 1, "it")
        made.exchange(FREE, [], 1, "it")
        assert [len(piece) for piece in line.pieces] == [1, 1]

    @pytest.mark.parametrize("asked", [TELLING, [["now", ["h", 4]]]])
    def test_another_question_after_something_was_done_ahead(self, asked: list[Any]) -> None:
        """Then the case must be run again."""
        _, made = connection("one")
        made.begin_case("one", "")
        made.exchange(OPENING, [], 1, "it")
        with pytest.raises(Diverged):
            made.exchange(asked, [], 1, "it")

    def test_one_question_too_many(self) -> None:
        """The next case has begun over there: this one must be run again."""
        _, made = connection("one", "two")
        made.begin_case("one", "two")
        for header in (OPENING, FREE, TELLING, FREE):
            made.exchange(header, [], 1, "it")
        with pytest.raises(Diverged):
            made.exchange(FREE, [], 1, "it")


def submissions() -> Iterator[Submission]:
    """The reference and every third known mistake of a unit, laid over it."""
    reference = (ROOT / "solutions" / f"{UNIT}.py").read_text(encoding="utf-8")
    unit = next(unit for unit in read_course(ROOT).units if unit.id == UNIT)
    mistakes = [
        path for each in unit.exercises for path in sorted((ROOT / "solutions/mistakes" / each.name).glob("*.py"))
    ]
    for number, path in enumerate([None, *mistakes[::3]]):
        cells = [Cell(reference), *([Cell(path.read_text(encoding="utf-8"))] if path else [])]
        yield Submission(str(number), "0" * 64, (Source(UNIT, ROOT / f"{UNIT}.py", tuple(cells)),))


def words(report: Report) -> list[tuple[str, str, str]]:
    """Every verdict."""
    verdicts = [case.verdict for exercise in report.exercises for case in exercise.cases]
    return [(each.case.id, each.outcome.value, each.message) for each in verdicts]


def test_verdicts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Right and wrong submissions get every verdict and every word alike, and few cases are run again."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    course = read_course(ROOT)
    grading = Grading(course, ForkLaunch(WorkerServer(Wish("auto", hidden=os.devnull))), None)
    names = [exercise.id for exercise in course.exercises if exercise.unit == UNIT]
    plain, ahead = [], []
    again: list[Case] = []
    run_again = Examination.run_again
    monkeypatch.setattr(Examination, "run_again", lambda self, case: (again.append(case), run_again(self, case))[1])

    def work(judge: Judge) -> None:
        plain.extend(words(judge.grade(each, names)) for each in submissions())
        again.clear()
        judge.warm_up(set(names))
        ahead.extend(words(judge.grade(each, names)) for each in submissions())

    try:
        hold_session(grading, "", work, [UNIT])
    finally:
        grading.close()
    assert ahead == plain
    assert all(outcome in ("passed", "pending") for _, outcome, _ in plain[0])
    cases = sum(map(len, plain))
    assert len(again) < cases / 20, f"{len(again)} of {cases} cases were run again"
