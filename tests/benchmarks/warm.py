"""A warm submission of the five functions against a plain fork that runs the same assertions without isolation.

The judge is warm as in a batch: it has graded the reference, and has a locked-in child ready for the next submission.

Both are measured in turn in one run, so that the ratio holds where absolute times drift.
"""

from __future__ import annotations

import inspect
import os
import statistics
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from direct import run_cases

from grader.bridge.server import Wish, WorkerServer
from grader.course import read_course
from grader.grading import ForkLaunch, Grading
from grader.intake import read_submission
from grader.judge import Judge, hold_session
from grader.plugin import CASE

ROOT = Path(__file__).parents[2]
FIVE = [f"first_network.{name}" for name in ("get_data", "get_weights", "simple_network", "loss_fn", "optimize")]
ROUNDS = 30
TAKES = {"self", "student", "reference", "rng"}


def usable(item: pytest.Item) -> bool:
    """Whether the floor can run a case: it needs no fixture but the grader's own."""
    return item.stash[CASE].exercise in FIVE and set(inspect.signature(item.obj).parameters) <= TAKES  # type: ignore[attr-defined]


def floor(cases: list[pytest.Item], source: str, reference: str) -> float:
    """Milliseconds of one plain fork."""
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = 0 if run_cases([item.obj for item in cases], source, reference, 1) == len(cases) else 1  # type: ignore[attr-defined]
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if status:
        sys.exit("the floor itself failed")
    return (time.perf_counter() - started) * 1000


def measure(judge: Judge, level: str) -> None:
    """Prints medians and the median of the ratios."""
    submission = read_submission(ROOT / "solutions" / "first_network.py", judge.grading.course)
    text = submission.sources[0].cells[0].text
    hidden = [item for item in judge.items if item.stash[CASE].visibility == "hidden" and usable(item)]
    judge.items = hidden
    judge.warm_up(set(FIVE))
    ours, plain = [], []
    for number in range(ROUNDS + 3):
        started = time.perf_counter()
        report = judge.grade(submission, FIVE)
        mine = (time.perf_counter() - started) * 1000
        if any(c.verdict.outcome.value != "passed" for e in report.exercises for c in e.cases):
            sys.exit("a case failed")
        other = floor(hidden, text, text)
        if number >= 3:
            ours.append(mine)
            plain.append(other)
    ratios = statistics.median(mine / other for mine, other in zip(ours, plain, strict=True))
    print(
        f"{level:<8} {len(hidden)} cases: {statistics.median(ours):6.1f} ms a submission, "
        f"plain fork {statistics.median(plain):6.1f} ms, ratio {ratios:.2f}"
    )


def main() -> None:
    """Every level that the machine offers."""
    for level in sys.argv[1:] or ["process", "strict", "strict+"]:
        course = read_course(ROOT)
        grading = Grading(course, ForkLaunch(WorkerServer(Wish(level))), None)
        try:
            hold_session(grading, level, lambda judge, level=level: measure(judge, level), ["first_network"])  # type: ignore[misc]
        finally:
            grading.close()


if __name__ == "__main__":
    main()
