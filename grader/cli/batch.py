"""`grade batch`: a class, from a folder of submissions to records, a class table and a gradebook."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import click

from grader.batch.handed import Class, read_handed
from grader.batch.keys import Circumstances
from grader.batch.plan import Entry, read_entries
from grader.batch.records import write_whole
from grader.batch.run import Batch
from grader.batch.slots import Slots
from grader.batch.table import class_table
from grader.bridge.server import Wish, WorkerServer
from grader.cli.class_progress import ClassProgress
from grader.cli.exits import Exit
from grader.cli.options import course_option, open_course, select_exercises
from grader.cli.run import shared_folders
from grader.course import COURSE_FILE
from grader.devices import accelerator_is_possible
from grader.emit.record import clean
from grader.errors import CourseError
from grader.model import Course, Report
from grader.sandbox.levels import LEVELS
from grader.store import Gradebook

DEVICES = click.Choice(["auto", "cpu", "cuda", "mps"])


@click.command("batch")
@click.argument("place", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default="graded", show_default=True, help="Where results go.")
@click.option("--jobs", type=click.IntRange(1, 256), default=os.cpu_count() or 1, help="Submissions at a time.")
@click.option("--roster", type=click.Path(path_type=Path), help="CSV: id, name, email, section, extension days.")
@click.option("--layout", default="auto", help="How the submissions lie there; `auto` recognises it.")
@click.option("--attempts", type=click.Choice(["latest", "best"]), default="latest", help="Which attempt counts.")
@click.option("--only", multiple=True, metavar="EXERCISE", help="Grade only this exercise or unit (repeatable).")
@click.option("--device", default="auto", type=DEVICES, help="Where device cases run.")
@click.option("--seed", type=int, help="Another seed than the course's.")
@click.option(
    "--isolation",
    type=click.Choice(["auto", *LEVELS]),
    default="auto",
    help="How students' processes are shut in; `auto` takes strict or better.",
)
@click.option("--gradebook", metavar="URL", help="A database instead of OUT/gradebook.db.")
@click.option("--shard", metavar="K/N", help="Grade the K-th of N parts of the class.")
@click.option("--dry-run", is_flag=True, help="Say what would run, and run nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSON lines.")
@click.option("--fail-under", type=Decimal, metavar="N", help="Exit with 1 if anybody has fewer points.")
@course_option
@click.pass_context
def batch_command(
    ctx: click.Context, place: Path, out: Path, jobs: int, roster: Path | None, layout: str, attempts: str,
    only: tuple[str, ...], device: str, seed: int | None, isolation: str, gradebook: str | None, shard: str | None,
    dry_run: bool, as_json: bool, fail_under: Decimal | None, course_folder: Path | None,
) -> None:  # fmt: skip
    """Grade a class: PLACE is a folder or an archive with the submissions, as a learning platform exports them."""
    course = open_course(course_folder, place)
    students = read_handed(place, roster, layout, attempts, parse_shard(shard))
    say(students.recognised, as_json)
    exercises = select_exercises(course, only) or [exercise.id for exercise in course.exercises]
    accelerator = accelerator_of(device)
    circumstances = Circumstances(accelerator or "cpu", course.seed if seed is None else seed)
    entries = read_entries(course, students.handed, exercises)
    with Gradebook.open(gradebook or out / "gradebook.db") as book:
        batch = Batch(course, entries, book, out, circumstances)
        missing = batch.look_up()
        if dry_run:
            show_plan(missing)
            ctx.exit(Exit.FULL_MARKS)
        reports = grade(batch, missing, jobs, accelerator, isolation, exercises, as_json)
        overrides = {(each.student, each.exercise): each.points for each in book.overrides()}
        write_whole(out / "scores.csv", class_table(course, entries, reports, students, attempts, overrides))
    show_class(batch, students, reports, out, as_json)
    ctx.exit(exit_code(batch, reports, fail_under))


def grade(
    batch: Batch, missing: list[Entry], jobs: int, accelerator: str | None, isolation: str, exercises: list[str],
    quiet: bool,
) -> dict[str, Report]:  # fmt: skip
    """Runs what is missing and gives every report by the name of its record."""
    reports: dict[str, Report] = {}
    with ClassProgress(len(batch.entries), quiet) as progress:

        def tell(entry: Entry, report: Report) -> None:
            reports[entry.handed.name] = report
            progress.tell(report)

        batch.finish_complete(tell)
        if missing:
            run_missing(batch, jobs, accelerator, isolation, exercises, tell)
    return reports


def run_missing(
    batch: Batch, jobs: int, accelerator: str | None, isolation: str, exercises: list[str], tell: object
) -> None:
    """Starts judge and server, and runs the slots until all is done or Ctrl-C is pressed."""
    # The server imports torch while this process does the same.
    server = start_server(batch.course, isolation)
    from grader.grading import ForkLaunch, Grading
    from grader.judge import Judge, hold_session

    server.uses_accelerator = accelerator is not None
    grading = Grading(batch.course, ForkLaunch(server), accelerator, batch.circumstances.seed)

    def work(judge: Judge) -> None:
        server.wait_until_ready()
        judge.isolation = server.standing.level
        judge.warm_up(quick(batch.course, exercises))
        grading.leave()
        slots = Slots(judge, jobs)
        with stopping(slots):
            batch.execute(slots, tell)  # type: ignore[arg-type]

    try:
        wanted = set(exercises)
        units = [unit.id for unit in batch.course.units if any(each.id in wanted for each in unit.exercises)]
        hold_session(grading, "", work, units)
    finally:
        grading.close()


def quick(course: Course, exercises: list[str]) -> set[str]:
    """The exercises to warm up for: not those of devices, whose cases may measure for seconds."""
    return {each.id for each in course.exercises if each.id in exercises and each.devices == ("cpu",)}


def start_server(course: Course, isolation: str) -> WorkerServer:
    """Strangers' code: nothing less than strict, unless it was typed."""
    wish = Wish(isolation, True, shared_folders(course), str(course.root / COURSE_FILE), least="strict")
    return WorkerServer(wish)


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


def show_plan(missing: list[Entry]) -> None:
    """What would run."""
    for entry in missing:
        click.echo(f"{clean(entry.handed.name)}: {', '.join(entry.missing)}")
    click.echo(f"{len(missing)} {'submission' if len(missing) == 1 else 'submissions'} would run.", err=True)


def show_class(batch: Batch, students: Class, reports: dict[str, Report], out: Path, as_json: bool) -> None:
    """The records, or the class in a few lines."""
    if as_json:
        import json

        from grader.emit.record import record

        for entry in batch.entries:
            if entry.handed.name in reports:
                click.echo(json.dumps(record(reports[entry.handed.name]), ensure_ascii=False))
        return
    graded = [report for report in reports.values() if report.is_graded]
    for note in students.notes:
        say(note, as_json)
    if students.missing:
        say(f"Nothing handed in: {', '.join(students.missing)}.", as_json)
    for entry in batch.not_graded:
        say(f"NOT GRADED: {entry.handed.name}. Run the same command again.", as_json)
    left = len(batch.entries) - len(reports)
    if left:
        say(f"Stopped: {left} submissions are left. The same command goes on from here.", as_json)
    if graded:
        mean = sum((report.earned for report in graded), Decimal(0)) / len(graded)
        click.echo(f"{len(graded)} graded, {mean:.2f} of {graded[0].possible} points on average")
    click.echo(f"scores: {out / 'scores.csv'}\nrecords: {out / 'records'}")


def exit_code(batch: Batch, reports: dict[str, Report], fail_under: Decimal | None) -> Exit:
    """2 where anything is not graded; 1 where somebody is below what was asked; else 0."""
    if batch.not_graded or len(reports) < len(batch.entries):
        return Exit.CANNOT_GRADE
    if fail_under is not None and any(report.earned < fail_under for report in reports.values()):
        return Exit.POINTS_LOST
    return Exit.FULL_MARKS
