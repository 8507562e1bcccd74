"""The whole course, a submission at a time, against a plain fork that runs the same assertions without isolation.

Cases are taken if the floor can run them; how many that are is told. With `--json` the figures come as one line.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from direct import load, run_case_with_files

from grader.bridge.server import Wish, WorkerServer
from grader.course import read_course
from grader.grading import ForkLaunch, Grading
from grader.intake import read_submission
from grader.judge import Judge, hold_session
from grader.plugin import CASE

ROOT = Path(__file__).parents[2]
ROUNDS = 12
WARM_UP = 2


def modules(sources: dict[str, str]) -> dict[str, ModuleType]:
    """Each unit's file, loaded as plainly as can be."""
    return {unit: load(unit, source) for unit, source in sources.items()}


def plain(items: list[pytest.Item], sources: dict[str, str]) -> tuple[float, float]:
    """Seconds of wall and processor time of one fork that runs every case."""
    started, used = time.perf_counter(), children_seconds()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            student, reference = modules(sources), modules(sources)
            for item in items:
                unit = item.stash[CASE].exercise.partition(".")[0]
                run_case_with_files(item.obj, student[unit], reference[unit], 1)  # type: ignore[attr-defined]
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(pid, 0)[1]:
        sys.exit("the floor itself failed")
    return time.perf_counter() - started, children_seconds() - used


def children_seconds() -> float:
    """Processor time of all children that were waited for."""
    times = os.times()
    return times.children_user + times.children_system


def can_run(item: pytest.Item, sources: dict[str, str]) -> bool:
    """Whether the floor manages a case, tried in a fork."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            unit = item.stash[CASE].exercise.partition(".")[0]
            run_case_with_files(item.obj, modules(sources)[unit], modules(sources)[unit], 1)  # type: ignore[attr-defined]
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(pid, 0)[1] == 0


def measure(judge: Judge) -> dict[str, float]:
    """Medians in seconds, and the median of the ratios."""
    submission = read_submission(ROOT / "solutions", judge.grading.course)
    sources = {source.unit: source.cells[0].text for source in submission.sources}
    hidden = [item for item in judge.items if item.stash[CASE].device == "cpu"]
    judge.items = [item for item in hidden if can_run(item, sources)]
    names = sorted({item.stash[CASE].exercise for item in judge.items})
    judge.warm_up(set(names))
    rounds = [one_round(judge, submission, names, sources) for _ in range(ROUNDS + WARM_UP)][WARM_UP:]
    mine, other = (statistics.median(each[kind] for each in rounds) for kind in (0, 1))
    ratio = statistics.median(each[0] / each[1] for each in rounds)
    return {"cases": len(judge.items), "of": len(hidden), "ours": mine, "floor": other, "ratio": ratio}


def one_round(judge: Judge, submission: object, names: list[str], sources: dict[str, str]) -> tuple[float, float]:
    """Seconds of wall time of this grader, and of the floor."""
    started = time.perf_counter()
    report = judge.grade(submission, names)  # type: ignore[arg-type]
    seconds = time.perf_counter() - started
    wrong = [c.verdict for e in report.exercises for c in e.cases if c.verdict.outcome.value != "passed"]
    if wrong:
        sys.exit(f"a case failed: {wrong[0]}")
    return seconds, plain(judge.items, sources)[0]


def main() -> None:
    """Measures at *strict*, and prints."""
    found: list[dict[str, float]] = []
    grading = Grading(read_course(ROOT), ForkLaunch(WorkerServer(Wish("strict"))), None)
    try:
        hold_session(grading, "strict", lambda judge: found.append(measure(judge)))
    finally:
        grading.close()
    figures = found[0]
    if "--json" in sys.argv:
        print(json.dumps(figures))
        return
    print(
        f"strict {figures['cases']} of {figures['of']} cases: {1000 * figures['ours']:.0f} ms a submission, "
        f"plain fork {1000 * figures['floor']:.0f} ms, ratio {figures['ratio']:.2f}"
    )


if __name__ == "__main__":
    main()
