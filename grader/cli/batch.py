"""`grade batch`: a class, from a folder of submissions to records, a class table and a gradebook."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import click

from grader.batch.failures import failures
from grader.batch.handed import listed
from grader.batch.order import ORDER_FILE, Order, read_order
from grader.batch.standing import Standing
from grader.cli.class_run import ClassRun, find_class, read_class, say
from grader.cli.exits import Exit
from grader.cli.language import class_language_option
from grader.cli.machines import cluster_option, connected
from grader.cli.options import course_option, exercises_named, open_course, select_exercises
from grader.emit.record import clean
from grader.errors import IntakeError
from grader.intake.layouts import LAYOUTS
from grader.model import Course
from grader.sandbox.levels import LEVELS
from grader.store import Gradebook

DEVICES = click.Choice(["auto", "cpu", "cuda", "mps"])


@click.command("batch")
@click.argument("place", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default="graded", show_default=True, help="Where results go.")
@click.option("--jobs", type=click.IntRange(1, 256), default=os.cpu_count() or 1, help="Submissions at a time.")
@click.option("--roster", type=click.Path(path_type=Path), help="CSV: id, name, email, section, extension days.")
@click.option(
    "--layout",
    type=click.Choice(["auto", *LAYOUTS]),
    default="auto",
    help="How the submissions lie there; `auto` recognises it.",
)
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
@cluster_option
@click.option("--shard", metavar="K/N", help="Grade the K-th of N parts of the class.")
@click.option("--pages", is_flag=True, help="Write a feedback page for each submission, to OUT/feedback.")
@class_language_option
@click.option("--dry-run", is_flag=True, help="Say what would run, and run nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSON lines.")
@click.option("--fail-under", type=Decimal, metavar="N", help="Exit with 1 if anybody has fewer points.")
@course_option
@click.pass_context
def batch_command(
    ctx: click.Context, place: Path, out: Path, jobs: int, roster: Path | None, layout: str, attempts: str,
    only: tuple[str, ...], device: str, seed: int | None, isolation: str, gradebook: str | None, cluster: str | None,
    shard: str | None, pages: bool, language: str, dry_run: bool, as_json: bool, fail_under: Decimal | None,
    course_folder: Path | None,
) -> None:  # fmt: skip
    """Grade a class: PLACE is a folder or an archive with the submissions, as a learning platform exports them."""
    course = open_course(course_folder, place)
    listed = str(roster.absolute()) if roster else None
    order = Order(
        str(place.absolute()), listed, layout, attempts, only, device, seed, isolation, gradebook, shard, pages,
        language,
    )  # fmt: skip
    check_scope(course, order, out)
    # Before anything is written, which may lie among the submissions.
    students = find_class(order, as_json)
    with connected(cluster) as machines, Gradebook.open(gradebook or out / "gradebook.db") as book:
        run = read_class(course, order, students, book, out, machines)
        if dry_run:
            show_plan(run)
            ctx.exit(Exit.FULL_MARKS)
        run.order.keep(out)
        book.save_students(run.students.people.values())
        standings = run.grade(jobs, as_json)
        run.write_scores(standings, out)
    show_class(run, standings, out, as_json)
    ctx.exit(exit_code(run, standings, fail_under))


def check_scope(course: Course, order: Order, out: Path) -> None:
    """Refuses what cannot go well, before anything is made.

    Records that are there would lose the exercises which `--only` leaves out.
    """
    select_exercises(course, order.only)
    if out.exists() and not out.is_dir():
        raise IntakeError(f"{out} is a file, and results need a folder.", "Give another --out.")
    if out.resolve() == Path(order.place).resolve():
        raise IntakeError(
            f"{out} holds the submissions, and results need a folder of their own.", "Give another --out."
        )
    if not order.only or not (out / ORDER_FILE).is_file():
        return
    lost = exercises_named(course, read_order(out).only) - exercises_named(course, order.only)
    if lost:
        raise IntakeError(
            f"The records in {out} have exercises that --only leaves out: {listed(sorted(lost))}.",
            "Give another --out. Or leave --only out: what has not changed does not run again.",
        )


def show_plan(run: ClassRun) -> None:
    """What would run, and what there is to say about the class, while it can still be mended."""
    for entry in run.missing:
        click.echo(f"{clean(entry.handed.name)}: {', '.join(entry.missing)}")
    tell_notes(run, quiet=False)
    count = len(run.missing)
    say(f"{count} {'submission' if count == 1 else 'submissions'} would run.", quiet=False)


def tell_notes(run: ClassRun, quiet: bool) -> None:
    """What reading the class and its roster met, and who is missing."""
    for note in run.students.notes:
        say(note, quiet)
    if run.students.missing:
        say(f"Nothing handed in: {', '.join(run.students.missing)}.", quiet)


def show_class(run: ClassRun, standings: list[Standing], out: Path, as_json: bool) -> None:
    """The records, or the class in a few lines."""
    if as_json:
        for entry in run.batch.entries:
            if entry.standing:
                data = json.loads(run.batch.record_file(entry).read_text(encoding="utf-8"))
                click.echo(json.dumps(data, ensure_ascii=False))
        return
    graded = [standing for standing in standings if standing.is_graded]
    tell_notes(run, as_json)
    tell_failures(run, as_json)
    left = len(run.batch.entries) - len(standings)
    if left:
        say(f"Stopped: {left} submissions are left. The same command goes on from here.", as_json)
    if graded:
        mean = sum((standing.raw for standing in graded), Decimal(0)) / len(graded)
        click.echo(f"{len(graded)} graded, {mean:.2f} of {graded[0].possible} points on average")
    click.echo(f"scores: {out / 'scores.csv'}\nrecords: {out / 'records'}")
    if run.order.pages:
        click.echo(f"feedback: {out / 'feedback'}")


def tell_failures(run: ClassRun, quiet: bool) -> None:
    """Who was not graded, by what, and what to do; it is nobody's zero."""
    # They ended in any order.
    files = sorted((each.handed.name, run.batch.record_file(each)) for each in run.batch.not_graded)
    for line in failures((name, json.loads(file.read_text(encoding="utf-8"))) for name, file in files):
        say(line, quiet)
    if files:
        say("That is no student's fault. Mend the case that broke, if one did; then run the same command again.", quiet)


def exit_code(run: ClassRun, standings: list[Standing], fail_under: Decimal | None = None) -> Exit:
    """2 where anything is not graded; 1 where somebody is below what was asked; else 0."""
    if run.batch.not_graded or len(standings) < len(run.batch.entries):
        return Exit.CANNOT_GRADE
    if fail_under is not None and any(standing.raw < fail_under for standing in standings):
        return Exit.POINTS_LOST
    return Exit.FULL_MARKS
