"""One grading of a class from an order to results: what `grade batch` and `grade regrade` share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.batch.handed import Class, parse_shard, read_handed
from grader.batch.keys import Circumstances
from grader.batch.order import Order
from grader.batch.plan import Entry
from grader.batch.reading import read_entries
from grader.batch.records import write_whole
from grader.batch.run import Batch, Executor, Tell
from grader.batch.standing import Standing
from grader.batch.table import table_of
from grader.batch.warm import Terms
from grader.cli.class_progress import ClassProgress
from grader.cli.machines import accelerator_of, run_here, run_on_cluster
from grader.cli.options import select_exercises
from grader.course import course_digest
from grader.devices import device_name
from grader.emit.record import clean
from grader.errors import CourseError
from grader.model import Course
from grader.store import Gradebook

if TYPE_CHECKING:
    from grader.cluster.coordinator import Cluster


@dataclass
class ClassRun:
    """A class that has been read, and what must run."""

    course: Course
    order: Order
    students: Class
    batch: Batch
    book: Gradebook
    terms: Terms
    missing: list[Entry]
    cluster: Cluster | None = None

    def grade(self, jobs: int, quiet: bool) -> list[Standing]:
        """Runs what is missing; where everybody stands who was graded, in the class's order."""
        with ClassProgress(len(self.batch.entries), quiet) as progress:
            self.batch.finish_complete(progress.tell)
            if self.missing:
                self._run_missing(jobs, progress.tell)
        return [entry.standing for entry in self.batch.entries if entry.standing]

    def _run_missing(self, jobs: int, tell: Tell) -> None:
        """Until all is done or Ctrl-C is pressed."""

        def execute(executor: Executor) -> None:
            # The cases have been collected by now, and the keys of their results were made before.
            if course_digest(self.course) != self.batch.digest:
                raise CourseError("The course was changed while the class was read.", "Run the same command again.")
            self.batch.execute(executor, tell)

        if self.cluster is None:
            run_here(self.course, self.terms, jobs, execute)
        else:
            run_on_cluster(self.course, self.terms, self.cluster, execute)

    def write_scores(self, standings: list[Standing], out: Path) -> None:
        """The class table, from what was graded or found graded."""
        write_whole(out / "scores.csv", table_of(self.course, self.book, standings, self.order))


def find_class(order: Order, quiet: bool) -> Class:
    """Reads who has handed in what, and says how it was recognised."""
    roster = Path(order.roster) if order.roster else None
    students = read_handed(Path(order.place), roster, order.layout, order.attempts, parse_shard(order.shard))
    say(students.recognised, quiet)
    return students


def read_class(
    course: Course, order: Order, students: Class, book: Gradebook, out: Path, cluster: Cluster | None = None
) -> ClassRun:
    """Reads what was handed in and looks up what is kept of it."""
    order = replace(order, absent=tuple(students.missing))
    exercises = select_exercises(course, order.only) or [exercise.id for exercise in course.exercises]
    seed = course.seed if order.seed is None else order.seed
    told = order.pages, order.language
    terms = Terms(tuple(exercises), order.isolation, accelerator_of(order.device, cluster), seed, *told)
    batch = Batch(
        course,
        read_entries(course, students.handed),
        book,
        out,
        Circumstances(terms.accelerator or "cpu", seed, *told),
        tuple(each for each in course.exercises if each.id in exercises),
        # On a cluster every worker may have another one.
        device_name(terms.accelerator) if cluster is None else "",
        order.pages,
    )
    return ClassRun(course, order, students, batch, book, terms, batch.look_up(), cluster)


def say(text: str, quiet: bool) -> None:
    """Talk goes to standard error."""
    if text and not quiet:
        click.echo(clean(text), err=True)
