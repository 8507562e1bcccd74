"""The floor: a warm process forks for each submission, and the fork runs the cases with nothing in between.

    python floor.py CLASS RESULT

The result tells how many cases each submission passed, and what the forks took, without the start of this process.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

import right
from cases import CASES
from checking import check
from direct import load


def passed(source: str) -> int:
    """The number of cases that pass."""
    module = load("first_network", source)
    return sum(passes(name, module) for name in CASES)


def passes(name: str, module: object) -> bool:
    """Whether a case passes."""
    try:
        check(name, module)
    except Exception:  # whatever a student's function raises is a failed case
        return False
    return True


def forked(path: Path) -> int:
    """The number of cases that pass, counted in a fork."""
    pid = os.fork()
    if pid == 0:
        code = 255
        try:
            code = passed(path.read_text(encoding="utf-8"))
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def cpu_seconds() -> float:
    """Of this process and its forks."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in both)


def main() -> None:
    """Grades every submission of the class."""
    passed(Path(right.__file__).read_text(encoding="utf-8"))
    paths = sorted(Path(sys.argv[1]).glob("*/first_network.py"))
    wall, cpu = time.perf_counter(), cpu_seconds()
    points = {path.parent.name: forked(path) for path in paths}
    told = {"wall": time.perf_counter() - wall, "cpu": cpu_seconds() - cpu, "points": points}
    Path(sys.argv[2]).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
