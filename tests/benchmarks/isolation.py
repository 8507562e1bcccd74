"""What being locked in costs: the same warm submission at the level *process* and at the stricter ones, in turn.

One judge, one server for each level; the rounds alternate, so that what slows the machine slows all of them.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from grader.bridge.server import Wish, WorkerServer
from grader.course import read_course
from grader.grading import ForkLaunch, Grading
from grader.intake import read_submission
from grader.judge import Judge, hold_session

ROOT = Path(__file__).parents[2]
FIVE = [f"first_network.{name}" for name in ("get_data", "get_weights", "simple_network", "loss_fn", "optimize")]
ROUNDS = 40
LEVELS = ("strict", "strict+")


def measure(judge: Judge, launches: dict[str, ForkLaunch]) -> None:
    """Prints the median cost of each level, and what it adds to *process*, pair by pair."""
    submission = read_submission(ROOT / "solutions" / "first_network.py", judge.grading.course)
    judge.warm_up(set(FIVE))
    for launch in launches.values():
        launch.prepare()
        launch.server.nursery.stay_warm()
    times: dict[str, list[float]] = {level: [] for level in launches}
    for number in range(ROUNDS + 3):
        for level, launch in launches.items():
            judge.grading.launch = launch
            started = time.perf_counter()
            judge.grade(submission, FIVE)
            if number >= 3:
                times[level].append((time.perf_counter() - started) * 1000)
    for level, found in times.items():
        added = statistics.median(mine - plain for mine, plain in zip(found, times["process"], strict=True))
        print(f"{level:<8} {statistics.median(found):6.1f} ms a submission, {added:+5.1f} ms against process")


def main() -> None:
    """The levels named, or all."""
    course = read_course(ROOT)
    levels = ["process", *(sys.argv[1:] or LEVELS)]
    launches = {level: ForkLaunch(WorkerServer(Wish(level))) for level in levels}
    grading = Grading(course, launches["process"], None)
    try:
        hold_session(grading, "", lambda judge: measure(judge, launches), ["first_network"])
    finally:
        grading.close()
        for launch in launches.values():
            launch.close()


if __name__ == "__main__":
    main()
