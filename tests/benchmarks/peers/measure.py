"""What a command takes: wall time, processor time of all its processes, and the memory of the whole tree at its peak.

Processor time is the honest figure on a machine with other work: it hardly changes when another process takes its turn.
"""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grader.sandbox.lock import PR_SET_CHILD_SUBREAPER, process_control

TIME_LIMIT = 1800
BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Usage:
    """Seconds of a command, and what others took of the machine's cores meanwhile."""

    wall: float
    cpu: float
    others: float
    pss_mb: float = 0.0
    anonymous_mb: float = 0.0


class CommandFailed(Exception):
    """A contender ended with an error; the text is the end of what it said."""


def run(command: list[str], folder: Path, environment: Mapping[str, str], codes: tuple[int, ...] = (0,)) -> Usage:
    """Runs a command to its end."""
    process_control(PR_SET_CHILD_SUBREAPER, 1)
    wall, cpu, busy = time.perf_counter(), children_seconds(), busy_seconds()
    with (folder / "said.txt").open("w+", encoding="utf-8", errors="replace") as said:
        result = subprocess.run(
            command, cwd=folder, env=environment, stdout=said, stderr=said, stdin=subprocess.DEVNULL,
            timeout=TIME_LIMIT, check=False,
        )  # fmt: skip
        bury_orphans()
        wall, cpu = time.perf_counter() - wall, children_seconds() - cpu
        if result.returncode not in codes:
            said.seek(0)
            raise CommandFailed(f"exit code {result.returncode}: {said.read()[-500:].strip()}")
    return Usage(wall, cpu, max(0.0, (busy_seconds() - busy - cpu) / wall))


def run_watched(command: list[str], folder: Path, environment: Mapping[str, str]) -> Usage:
    """As `run`, with the memory; looking costs time, so the seconds of such a run are no measure."""
    with MemoryWatch() as memory:
        usage = run(command, folder, environment)
    return replace(usage, pss_mb=memory.peak[0] / 1024, anonymous_mb=memory.peak[1] / 1024)


def children_seconds() -> float:
    """Processor time of all descendants that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def bury_orphans() -> None:
    """Waits for what outlived its parent and was handed to this process, so that its time counts."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass


def busy_seconds() -> float:
    """Processor time of the whole machine: user, nice and system."""
    first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()
    return sum(int(each) for each in first[1:4]) / os.sysconf("SC_CLK_TCK")


class MemoryWatch:
    """Looks at the proportional set size of this process's descendants until it is left; keeps the largest sum."""

    def __init__(self) -> None:
        self.peak = (0, 0)
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.is_over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.is_over.wait(BETWEEN_LOOKS):
            found = [kilobytes(pid) for pid in descendants(os.getpid())]
            self.peak = max(self.peak, (sum(each[0] for each in found), sum(each[1] for each in found)))


def descendants(root: int) -> Iterator[int]:
    """Every process below one."""
    parents = {pid: parent for pid in processes() if (parent := parent_of(pid))}
    inside = {root}
    while more := {pid for pid, parent in parents.items() if parent in inside} - inside:
        inside |= more
        yield from more


def processes() -> list[int]:
    """Every process there is."""
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def parent_of(pid: int) -> int:
    """Its parent, or 0 if it has just ended."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


def kilobytes(pid: int) -> tuple[int, int]:
    """Proportional set size, and the part of it that no file backs; nothing for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except PermissionError:
        sys.exit("The memory of a grader's processes can be read by root alone.")
    except OSError:
        return 0, 0
    found = {line.partition(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return found.get("Pss", 0), found.get("Pss_Anon", 0)
