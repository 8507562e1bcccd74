"""A judge that grades hundreds of submissions does not grow with them."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.bridge.server import Wish, WorkerServer
from grader.course import read_course
from grader.grading import ForkLaunch, Grading
from grader.intake import read_submission
from grader.judge import Judge, hold_session
from grader.student import Module

ROOT = Path(__file__).parents[2]
UNIT = "operations"

# A large block comes and goes while a small one lies behind it, which is what keeps the heap from shrinking.
BLOCKS = """
import torch
{first}
def own():
    return int(open("/proc/self/statm").read().split()[5]) // 256
torch.ones(2 * 2**20)
before = own()
small = []
for _ in range(4):
    large = torch.ones(2 * 2**20)
    small.append(torch.ones(2**10))
    del large
print(own() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_large_blocks_are_given_back() -> None:
    """Eight megabytes that were needed for a moment are not kept."""
    first = "from grader.memory import give_back_large_blocks; give_back_large_blocks()"
    script = BLOCKS.format(first=first)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert int(ended.stdout) < 4


@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
def test_nothing_of_a_case_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wrong: bool) -> None:
    """When a submission is over, what its cases had in hand is gone, without a search for cycles."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    course = read_course(ROOT)
    names = [exercise.id for exercise in course.exercises if exercise.unit == UNIT]
    text = (ROOT / "solutions" / f"{UNIT}.py").read_text(encoding="utf-8")
    place = tmp_path / f"{UNIT}.py"
    place.write_text(text.replace("return a + b", "return a - b") if wrong else text, encoding="utf-8")
    grading = Grading(course, ForkLaunch(WorkerServer(Wish("auto", hidden=os.devnull))), None)
    left: list[str] = []

    def work(judge: Judge) -> None:
        submission = read_submission(place, course)
        judge.grade(submission, names)
        gc.collect()
        gc.disable()
        try:
            report = judge.grade(submission, names)
            assert wrong == any(each.earned < each.possible for each in report.exercises)
            left.extend(type(each).__name__ for each in gc.get_objects() if type(each) is Module)
        finally:
            gc.enable()

    try:
        hold_session(grading, "", work, [UNIT])
    finally:
        grading.close()
    assert not left
