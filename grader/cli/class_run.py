"""One grading of a class from an order to results: what `grade batch` and `grade regrade` share."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from grader.batch.handed import Class, read_handed
from grader.batch.keys import Circumstances
from grader.batch.order import Order
from grader.batch.plan import Entry, read_entries
from grader.batch.records import write_whole
from grader.batch.run import Batch, Tell
from grader.batch.slots import Slots
from grader.batch.standing import Standing
from grader.batch.table import table_of
from grader.bridge.server import Wish, WorkerServer
from grader.cli.class_progress import ClassProgress
from grader.cli.options import select_exercises
from grader.cli.run import shared_folders
from grader.course import COURSE_FILE
from grader.devices import accelerator_is_possible
from grader.emit.record import clean
from grader.errors import CourseError
from grader.model import Course
from grader.store import Gradebook


@dataclass
class ClassRun:
    """A class that has been read, and what must run."""

    course: Course
    order: Order
    students: Class
    batch: Batch
    book: Gradebook
    exercises: list[str]
    accelerator: str | None
    missing: list[Entry]

    def grade(self, jobs: int, quiet: bool) -> list[Standing]:
        """Runs what is missing; where everybody stands who was graded, in the class's order."""
        with ClassProgress(len(self.batch.entries), quiet) as progress:
            self.batch.finish_complete(progress.tell)
            if self.missing:
                self._run_missing(jobs, progress.tell)
        return [entry.standing for entry in self.batch.entries if entry.standing]

    def _run_missing(self, jobs: int, tell: Tell) -> None:
        """Starts judge and server, and runs the slots until all is done or Ctrl-C is pressed."""
        # The server imports torch while this process does the same.
        server = start_server(self.course, self.order.isolation)
        from grader.grading import ForkLaunch, Grading
        from grader.judge import Judge, hold_session

        server.uses_accelerator = self.accelerator is not None
        grading = Grading(self.course, ForkLaunch(server), self.accelerator, self.batch.circumstances.seed)

        def work(judge: Judge) -> None:
            server.wait_until_ready()
            judge.isolation = server.standing.level
            judge.draws = self.order.pages
            judge.warm_up(quick(self.course, self.exercises))
            grading.leave()
            slots = Slots(judge, jobs)
            with stopping(slots):
                self.batch.execute(slots, tell)

        try:
            wanted = set(self.exercises)
            units = [unit.id for unit in self.course.units if any(each.id in wanted for each in unit.exercises)]
            hold_session(grading, "", work, units)
        finally:
            grading.close()

    def write_scores(self, standings: list[Standing], out: Path) -> None:
        """The class table, from what was graded or found graded."""
        write_whole(out / "scores.csv", table_of(self.course, self.book, standings, self.order.attempts))


def find_class(order: Order, quiet: bool) -> Class:
    """Reads who has handed in what, and says how it was recognised."""
    roster = Path(order.roster) if order.roster else None
    students = read_handed(Path(order.place), roster, order.layout, order.attempts, parse_shard(order.shard))
    say(students.recognised, quiet)
    return students


def read_class(course: Course, order: Order, students: Class, book: Gradebook, out: Path) -> ClassRun:
    """Reads what was handed in and looks up what is kept of it."""
    exercises = select_exercises(course, order.only) or [exercise.id for exercise in course.exercises]
    accelerator = accelerator_of(order.device)
    seed = course.seed if order.seed is None else order.seed
    batch = Batch(
        course,
        read_entries(course, students.handed, exercises),
        book,
        out,
        Circumstances(accelerator or "cpu", seed, order.pages),
        pages=order.pages,
    )
    return ClassRun(course, order, students, batch, book, exercises, accelerator, batch.look_up())


def quick(course: Course, exercises: list[str]) -> set[str]:
    """The exercises to warm up for: not those of devices, whose cases may measure for seconds."""
    return {each.id for each in course.exercises if each.id in exercises and each.devices == ("cpu",)}


def start_server(course: Course, isolation: str) -> WorkerServer:
    """Strangers' code: nothing less than strict, unless it was typed."""
    return WorkerServer(Wish(isolation, True, shared_folders(course), str(course.root / COURSE_FILE), least="strict"))


@contextmanager
def stopping(slots: Slots) -> Iterator[None]:
    """Ctrl-C lets what is under way end; a second one does not wait."""

    def stop(number: int, frame: object) -> None:  # noqa: ARG001 -- the form of a signal handler
        if slots.is_stopping:
            raise KeyboardInterrupt
        slots.stop()
        click.echo("\nStopping: what is under way is finished. Press Ctrl-C again to leave at once.", err=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def accelerator_of(device: str) -> str | None:
    """Looks for one, and imports torch for that only where there may be one."""
    if device == "cpu" or (device == "auto" and not accelerator_is_possible()):
        return None
    from grader.devices import find_accelerator

    return find_accelerator(device)


def parse_shard(text: str | None) -> tuple[int, int]:
    """`3/10` as (3, 10); raises CourseError for anything else."""
    first, _, second = (text or "1/1").partition("/")
    if not (first.isdecimal() and second.isdecimal() and 1 <= int(first) <= int(second)):
        raise CourseError(f"--shard {text} is no part of a class.", "Write it as 3/10: the third of ten parts.")
    return int(first), int(second)


def say(text: str, quiet: bool) -> None:
    """Talk goes to standard error."""
    if text and not quiet:
        click.echo(clean(text), err=True)
