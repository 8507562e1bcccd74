"""The helper process of a Dask worker: a warm judge and its slots, fed over standard input.

Run as `python -m grader.cluster.slot JOBS KIND` (`cpu` or an accelerator). A Dask worker has many threads, so it must
not fork, and it needs no torch: this process has one thread and forks slots as `grade batch` does. It ends when its
input does, and with it everything it started.
"""

from __future__ import annotations

import io
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.batch.results import to_text
from grader.batch.slots import Done, Slots, Work
from grader.batch.warm import Terms, hold_warm
from grader.cluster import line
from grader.cluster.parcel import Parcel, open_course, open_work, unpack
from grader.errors import GradeError
from grader.intake.removal import remove_folder
from grader.model import Case
from grader.sandbox.lock import PR_SET_PDEATHSIG, process_control

if TYPE_CHECKING:
    from grader.judge import Judge

# A coordinator that was killed takes nobody's judge away; this gives its memory back.
IDLE_SECONDS = 1800.0
LEAVING_SECONDS = 20


@dataclass(frozen=True)
class Pipes:
    """The two ends that a helper has of its line."""

    source: io.FileIO
    target: io.FileIO

    def send(self, number: int, answer: dict[str, Any]) -> None:
        """An answer, as JSON."""
        line.send(self.target, number, json.dumps(answer).encode("ascii"))

    def fail(self, number: int, error: GradeError) -> None:
        """That there will be no other answer."""
        self.send(number, {"failure": [error.message, error.hint]})


def main() -> None:
    """Lives as long as the line."""
    pipes = take_over()
    folder = Path(tempfile.mkdtemp(prefix="grade-"))
    # Students' processes may belong to other users, who pass through to the public data.
    folder.chmod(0o711)
    try:
        number, start = line.receive(pipes.source)
        try:
            serve(pipes, unpack(start), folder)
        except GradeError as error:
            pipes.fail(number, error)
    except (EOFError, BrokenPipeError, SystemExit):
        pass
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def take_over() -> Pipes:
    """Keeps the line to itself: what cases print goes to standard error. Ends when the worker does."""
    pipes = Pipes(io.FileIO(os.dup(0), "r"), io.FileIO(os.dup(1), "w"))
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    # Ctrl-C goes to all of a terminal; the worker decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave)
    process_control(PR_SET_PDEATHSIG, signal.SIGTERM)
    return pipes


def leave(number: int, frame: object) -> None:  # noqa: ARG001 -- the form of a signal handler
    """Buries what was started, and does not take for ever over it, whatever catches the exception."""
    watch = threading.Timer(LEAVING_SECONDS, os._exit, [1])
    watch.daemon = True
    watch.start()
    raise SystemExit


def serve(pipes: Pipes, start: Parcel, folder: Path) -> None:
    """Makes a judge warm, says so, and judges until the line ends."""
    jobs, kind = int(sys.argv[1]), sys.argv[2]
    course = open_course(start, folder / "course")
    facts = start.facts
    exercises = tuple(facts["exercises"][kind])
    told = facts["draws"], facts["language"]
    terms = Terms(exercises, facts["isolation"], accelerator(kind), facts["seed"], *told)

    def work(judge: Judge) -> None:
        pipes.send(line.BEGIN, {"cases": [case_text(case) for case in judge.cases], "isolation": judge.isolation})
        Desk(pipes, Slots(judge, jobs), folder).run()

    hold_warm(course, terms, work)


def accelerator(kind: str) -> str | None:
    """The accelerator of this machine; raises SetupError where it has not the one that was announced."""
    if kind == "cpu":
        return None
    from grader.devices import find_accelerator

    return find_accelerator(kind)


def case_text(case: Case) -> dict[str, str]:
    """A case, as JSON knows it."""
    return asdict(case) | {"weight": str(case.weight)}


@dataclass
class Order:
    """A submission under way: the number of its message, and where its files lie."""

    number: int
    work: Work
    folder: Path


class Desk:
    """Takes submissions off the line, gives them to slots and sends back what came of them."""

    def __init__(self, pipes: Pipes, slots: Slots, folder: Path) -> None:
        self.pipes = pipes
        self.slots = slots
        self.folder = folder
        self.orders: dict[int, Order] = {}

    def run(self) -> None:
        """Until the line ends, or nobody has asked for long."""
        last = time.monotonic()
        try:
            while self.orders or time.monotonic() - last < IDLE_SECONDS:
                for work, done in self.slots.step([self.pipes.source.fileno()]):
                    self._answer(self.orders.pop(id(work)), done)
                    last = time.monotonic()
                if can_be_read(self.pipes.source):
                    self._accept()
                    last = time.monotonic()
        except GradeError as error:
            for order in self.orders.values():
                self.pipes.fail(order.number, error)
        finally:
            self.slots.close()

    def _accept(self) -> None:
        number, data = line.receive(self.pipes.source)
        folder = self.folder / str(number)
        work = open_work(unpack(data), folder)
        self.orders[id(work)] = Order(number, work, folder)
        self.slots.waiting.append(work)

    def _answer(self, order: Order, done: Done) -> None:
        self.pipes.send(order.number, {"done": {name: to_text(result) for name, result in done.items()}})
        remove_folder(order.folder)


def can_be_read(pipe: io.FileIO) -> bool:
    """Whether a message (or the end) is there."""
    return bool(select.select([pipe], [], [], 0)[0])


if __name__ == "__main__":
    main()
