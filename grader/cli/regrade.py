"""`grade regrade`: the same class once more, only what has changed, and who gained and lost by it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.batch.difference import Change, change_table, changes_in, listed
from grader.batch.order import read_order
from grader.batch.records import write_whole
from grader.cli.batch import exit_code, show_class, show_plan
from grader.cli.class_run import ClassRun, find_class, read_class
from grader.cli.exits import Exit
from grader.cli.language import speak
from grader.cli.machines import cluster_option, connected
from grader.cli.options import course_option, open_course
from grader.emit.reading import is_graded
from grader.emit.record import clean
from grader.store import Gradebook

CHANGES = "changes.csv"


@click.command("regrade")
@click.argument("out", type=click.Path(path_type=Path), default="graded")
@click.option("--jobs", type=click.IntRange(1, 256), default=os.cpu_count() or 1, help="Submissions at a time.")
@click.option("--gradebook", metavar="URL", help="The database, if it is not OUT/gradebook.db.")
@cluster_option
@click.option("--dry-run", is_flag=True, help="Say what would run, and run nothing.")
@course_option
@click.pass_context
def regrade_command(
    ctx: click.Context, out: Path, jobs: int, gradebook: str | None, cluster: str | None, dry_run: bool,
    course_folder: Path | None,
) -> None:  # fmt: skip
    """Grade a class once more: OUT is what `grade batch --out` wrote. Only what has changed runs again.

    Afterwards a table says who gained and lost, in which exercise and through which case; OUT/changes.csv keeps it.
    """
    kept = read_order(out)
    order = replace(kept, gradebook=gradebook or kept.gradebook)
    speak(order.language)
    course = open_course(course_folder, Path(order.place))
    with connected(cluster) as machines, Gradebook.open(order.gradebook or out / "gradebook.db") as book:
        before = {(each.student, each.attempt): each.record for each in book.newest_records()}
        run = read_class(course, order, find_class(order, quiet=False), book, out, machines)
        if dry_run:
            show_plan(run)
            ctx.exit(Exit.FULL_MARKS)
        replace(kept, absent=run.order.absent).keep(out)
        book.save_students(run.students.people.values())
        standings = run.grade(jobs, quiet=False)
        run.write_scores(standings, out)
        found = find_changes(run, before, book)
        by_hand = {(each.student, each.exercise) for each in book.overrides()}
    write_whole(out / CHANGES, change_table(found))
    show_class(run, standings, out, as_json=False)
    show_changes(found, out / CHANGES)
    for each in found:
        if (each.student, each.exercise) in by_hand:
            click.echo(clean(f"{each.student}, {each.exercise}: set by hand, and so the final score stays."))
    ctx.exit(exit_code(run, standings))


def find_changes(run: ClassRun, before: dict[tuple[str, int], str], book: Gradebook) -> list[Change]:
    """Of every attempt that has a new record and had one before; one that is not graded has lost nothing."""
    attempts = [(entry.handed.student, entry.handed.number) for entry in run.batch.changed]
    after = {(each.student, each.attempt): each.record for each in book.newest_records()} if attempts else {}
    pairs = [
        (key, last_graded(book, before[key], *key), after[key])
        for key in sorted(attempts)
        if key in before and is_graded(json.loads(after[key]))
    ]
    return [change for key, earlier, now in pairs if earlier for change in changes_in(earlier, now, *key)]


def last_graded(book: Gradebook, record: str, student: str, attempt: int) -> str | None:
    """The record before, or the last one that was graded, where that one was not; None where there is none."""
    if is_graded(json.loads(record)):
        return record
    own = [each.record for each in book.history(student) if each.attempt == attempt]
    earlier = own[: -own[::-1].index(record) - 1]
    return next((each for each in reversed(earlier) if is_graded(json.loads(each))), None)


def show_changes(found: list[Change], file: Path) -> None:
    """Who gained and who lost."""
    if not found:
        click.echo("Nobody's points changed.")
        return
    table = Table("student", "exercise", "before", "after", "through", box=None, pad_edge=False)
    for each in found:
        who = each.student if each.attempt == 1 else f"{each.student}@{each.attempt}"
        cells = (who, each.exercise, f"{each.before:f}", f"{each.after:f}", listed(each.cases))
        table.add_row(*(Text(clean(cell)) for cell in cells))
    Console().print(table)
    gained = len({each.student for each in found if each.gain > 0})
    lost = len({each.student for each in found if each.gain < 0})
    click.echo(f"{gained} gained, {lost} lost: {file}")
