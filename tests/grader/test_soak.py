"""Many submissions, a tenth of them hostile, on one judge and one server: nothing grows.

GRADE_SOAK=1000 makes it long; the default keeps the suite short.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from attacked import ATTACKS, EXERCISES, Attack, World

from grader.bridge.server import Wish, WorkerServer
from grader.course import read_course
from grader.grading import ForkLaunch, Grading
from grader.intake import read_submission
from grader.judge import Judge, hold_session

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
COUNT = int(os.environ.get("GRADE_SOAK", "120"))
HOSTILE = ("processes/daemon_by_double_fork", "processes/fork_bomb", "resources/output_flood", "forging/exit_zero")
# The first ones fill caches; from there on nothing may grow.
SETTLED = 40
MEGA = 2**20


@dataclass(frozen=True)
class State:
    """What could grow."""

    descriptors: int
    children: int
    zombies: int
    scratch: int
    memory: int


def descriptors(pid: int) -> int:
    """How many a process has."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def family(pid: int) -> list[int]:
    """The processes below one."""
    listed = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    below = [int(each) for line in listed for each in line]
    return [*below, *(inner for each in below for inner in family(each))]


def memory(pid: int) -> int:
    """Bytes that are a process's own."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return sum(int(lines[name].split()[0]) * 1024 for name in ("Private_Clean", "Private_Dirty"))


def state(server: WorkerServer) -> State:
    """Judge, server and its family."""
    server.nursery.bury()
    processes = [server.process.pid, *family(server.process.pid)]
    states = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] for pid in processes]
    # In namespaces the server is its own first child; the other one waits for the next submission.
    servers = processes[:2] if "namespaces" in server.standing.means else processes[:1]
    return State(
        descriptors(os.getpid()) + sum(map(descriptors, servers)),
        len(processes),
        states.count("Z"),
        len(list(server.scratch.iterdir())),
        memory(os.getpid()) + sum(map(memory, servers)),
    )


def test_nothing_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Descriptors, processes, zombies, scratch folders and memory at the end are what they were near the start."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    world = World(listens=False)
    course = read_course(world.course)
    server = WorkerServer(Wish("auto", hidden=str(world.course_file)))
    grading = Grading(course, ForkLaunch(server), None)
    seen: list[State] = []
    wrong: list[str] = []

    def work(judge: Judge) -> None:
        judge.warm_up(set(EXERCISES))
        honest = read_submission(ATTACKS / "course/solutions/victim.py", course)
        for number in range(COUNT):
            is_hostile = number % 10 == 9
            name = HOSTILE[number // 10 % len(HOSTILE)]
            path = Attack(ATTACKS / f"{name}.py").lay_out(world.submission) if is_hostile else None
            report = judge.grade(read_submission(path, course) if path else honest, EXERCISES)
            if report.earned != (0 if is_hostile else report.possible):
                wrong.append(f"{number}: {name if is_hostile else 'honest'} earned {report.earned}")
            if number >= SETTLED and number % 10 == 5:
                seen.append(state(server))

    try:
        hold_session(grading, "", work)
    finally:
        grading.close()
        world.close()
    assert not wrong
    first, last = seen[0], seen[-1]
    assert last.zombies == 0
    # A child that stands ready holds one more while it is being made.
    assert last.descriptors <= max(each.descriptors for each in seen[:3])
    assert (last.children, last.scratch) == (first.children, first.scratch)
    assert last.memory <= first.memory + 8 * MEGA, f"{(last.memory - first.memory) / MEGA:.1f} MB in {COUNT}"
    assert not server.scratch.exists()
