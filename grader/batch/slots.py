"""Slots: forks of the warm judge, each grading one submission after another; what is read once is shared by all.

A slot that dies takes nothing with it: its submission is tried once more in a new one.
"""

from __future__ import annotations

import contextlib
import multiprocessing.connection
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from grader.batch.results import Result
from grader.errors import GradeError, IntakeError
from grader.model import Case, Outcome, Submission, Verdict
from grader.sandbox.lock import PR_SET_PDEATHSIG, process_control

if TYPE_CHECKING:
    from grader.judge import Judge

LIFE = 300
MAX_ATTEMPTS = 2
SLOT_ENDED = "The grader's own process ended while this was graded."


@dataclass(frozen=True)
class Work:
    """A submission and the exercises of it that must run: what a slot is given."""

    submission: Submission
    exercises: tuple[str, ...]

    def read(self) -> Work:
        """It is read already."""
        return self

    def done(self, judge: Judge) -> Done:
        """What the judge says of it, exercise by exercise; runs in a slot."""
        verdicts, notes = judge.judge(self.submission, set(self.exercises))
        by_name = {name: tuple(each for each in verdicts if each.case.exercise == name) for name in self.exercises}
        return {
            name: Result(own, notes.get(name.split(".")[0], ()), judge.isolation, judge.drawings.get(name))
            for name, own in by_name.items()
        }


@dataclass(frozen=True)
class Unread:
    """Work that is not read before its turn comes: a class is too large to be kept in memory."""

    open: Callable[[], Submission]
    exercises: tuple[str, ...]

    def read(self) -> Work:
        """With the submission; raises IntakeError where it is not what it was."""
        return Work(self.open(), self.exercises)


@dataclass(frozen=True)
class Failure:
    """Why a slot cannot go on: the machine's or the course's fault, told to whoever runs the batch."""

    message: str
    hint: str


Done = dict[str, Result]
Waiting = Work | Unread


class Slot:
    """One fork of the judge."""

    def __init__(self, judge: Judge) -> None:
        self.line, other = multiprocessing.connection.Pipe()
        self.graded = 0
        self.waiting: Waiting | None = None
        # What an archive was unpacked into lasts as long as its submission.
        self.work: Work | None = None
        self.pid = os.fork()
        if self.pid == 0:
            self.line.close()
            _live(judge, other)
        other.close()

    def give(self, waiting: Waiting) -> None:
        """Hands over the next submission; raises IntakeError where it cannot be read any more."""
        self.work = work = waiting.read()
        self.waiting = waiting
        with contextlib.suppress(OSError):
            # A slot that has died tells so when it is listened to.
            self.line.send(work)

    def take(self) -> Done | Failure | None:
        """What came of it; None if the slot died."""
        try:
            told: Done | Failure = self.line.recv()
        except (EOFError, OSError):
            return None
        self.graded += 1
        return told

    def end(self) -> None:
        """Lets it go home, and waits for it."""
        self.line.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _live(judge: Judge, line: Connection) -> None:
    """The fork's whole life; never returns."""
    try:
        process_control(PR_SET_PDEATHSIG, signal.SIGKILL)
        # Ctrl-C goes to all of the terminal; the batch decides what ends. What it ends must bury its children.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda number, frame: _leave(judge))
        judge.grading.stay_warm()
        while True:
            work: Work = line.recv()
            line.send(_grade(judge, work))
    except (EOFError, OSError):
        pass
    finally:
        _leave(judge)


def _leave(judge: Judge) -> None:
    """Buries the children and ends; an exception in its place would be taken for one of the case or the reference."""
    with contextlib.suppress(BaseException):
        judge.grading.leave()
    os._exit(0)


def _grade(judge: Judge, work: Work) -> Done | Failure:
    try:
        return work.done(judge)
    except GradeError as error:
        return Failure(error.message, error.hint)


class Slots:
    """As many slots as there are jobs, and the work waiting for them."""

    def __init__(self, judge: Judge, jobs: int) -> None:
        self.judge = judge
        self.jobs = jobs
        self.slots: list[Slot] = []
        self.waiting: deque[Waiting] = deque()
        # What could not be read again when its turn came.
        self.lost: list[tuple[Waiting, Done]] = []
        self.attempts: dict[int, int] = {}
        self.is_stopping = False

    @property
    def is_busy(self) -> bool:
        """Whether any submission waits or is under way."""
        return bool(self.waiting or self.lost) or any(slot.waiting for slot in self.slots)

    def run(self, works: Sequence[Waiting]) -> Iterator[tuple[Waiting, Done]]:
        """Each submission with its results, as they come; after `stop` only those under way."""
        self.waiting.extend(works)
        try:
            while self.is_busy:
                yield from self.step()
        finally:
            self.close()

    def step(self, others: Iterable[int] = ()) -> Iterator[tuple[Waiting, Done]]:
        """Hands out what waits; gives what is ready within a second, and nothing once those descriptors can be read."""
        self._hand_out()
        while self.lost:
            yield self.lost.pop()
        for slot in self._heard(others):
            work, slot.waiting, slot.work = slot.waiting, None, None
            if work is None:
                continue
            told = slot.take()
            if isinstance(told, Failure):
                raise GradeError(told.message, told.hint)
            if told is None:
                self._dismiss(slot)
                self.attempts[id(work)] = self.attempts.get(id(work), 0) + 1
                if self.attempts[id(work)] < MAX_ATTEMPTS and not self.is_stopping:
                    self.waiting.appendleft(work)
                    continue
                told = given_up(self.judge.cases, work)
            self.attempts.pop(id(work), None)
            if slot.graded >= LIFE and slot in self.slots:
                self._dismiss(slot)
            # The next one begins while this one is written down.
            self._hand_out()
            yield work, told

    def _dismiss(self, slot: Slot) -> None:
        self.slots.remove(slot)
        slot.end()

    def _hand_out(self) -> None:
        if self.is_stopping:
            self.waiting.clear()
        while self.waiting:
            free = self._free()
            if free is None:
                return
            work = self.waiting.popleft()
            try:
                free.give(work)
            except IntakeError as error:
                self.lost.append((work, given_up(self.judge.cases, work, error.message)))

    def _free(self) -> Slot | None:
        """A slot that has nothing to do, a new one if there may be more."""
        free = next((slot for slot in self.slots if slot.waiting is None), None)
        if free is None and len(self.slots) < self.jobs:
            free = Slot(self.judge)
            self.slots.append(free)
        return free

    def _heard(self, others: Iterable[int]) -> list[Slot]:
        """The slots that have something to say; none, if a signal or another descriptor came first."""
        busy = {slot.line: slot for slot in self.slots if slot.waiting}
        ready = multiprocessing.connection.wait([*busy, *others], timeout=1.0)
        return [slot for line, slot in busy.items() if line in ready]

    def stop(self) -> None:
        """No more submissions are begun."""
        self.is_stopping = True

    def close(self) -> None:
        """Ends every slot."""
        slots, self.slots = self.slots, []
        for slot in slots:
            slot.end()


def given_up(cases: Iterable[Case], work: Waiting, reason: str = SLOT_ENDED) -> Done:
    """Every case is broken: not graded, said aloud, never a zero."""
    verdicts = [Verdict(case, Outcome.BROKEN, reason) for case in cases]
    return {
        name: Result(tuple(verdict for verdict in verdicts if verdict.case.exercise == name), ())
        for name in work.exercises
    }
