"""`grade run`: one submission through every stage."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.bridge.server import Wish, WorkerServer
from grader.cli.exits import Exit
from grader.cli.language import language_option
from grader.cli.options import course_option, open_course, select_exercises
from grader.course import COURSE_FILE, KINDS, shared_folders
from grader.emit.record import clean
from grader.errors import CourseError, SetupError
from grader.intake import read_submission
from grader.intake.archive import is_archive
from grader.model import Course, Report, Submission
from grader.sandbox.levels import LEVELS
from grader.words import translate

if TYPE_CHECKING:
    from grader.examination import Launch


@click.command("run")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="EXERCISE", help="Grade only this exercise or unit (repeatable).")
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
@click.option(
    "--device",
    default="auto",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    help="Where device cases run.",
)
@click.option("--seed", type=int, help="Another seed than the course's.")
@click.option(
    "--in-process",
    is_flag=True,
    help="Run the submission in the grader's own process, for pdb. Not isolated.",
)
@click.option(
    "--worker",
    type=click.Choice(["auto", "fork", "plain"]),
    default="auto",
    help="How the student's process is started.",
)
@click.option(
    "--isolation", type=click.Choice(["auto", *LEVELS]), default="auto", help="How the student's process is shut in."
)
@click.option(
    "--cases",
    type=click.Choice(["all", "public"]),
    default="all",
    help="Run all cases, or only the public ones, as for a student.",
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a feedback page to FILE, for a browser.",
)
@click.option("--details", is_flag=True, help="Show every case that was not passed.")
@language_option
@course_option
@click.pass_context
def run_command(
    ctx: click.Context, path: Path | None, only: tuple[str, ...], as_json: bool, device: str, seed: int | None,
    in_process: bool, worker: str, isolation: str, cases: str, html: Path | None, details: bool,
    course_folder: Path | None,
) -> None:  # fmt: skip
    """Grade one submission: PATH is a .py file, a notebook or a folder (default: the course's exercises/)."""
    course = open_course(course_folder, path)
    if html is not None:
        # Not to be found out after the grading.
        with writing(html):
            html.parent.mkdir(parents=True, exist_ok=True)
    place = path or course.root / "exercises"
    submission = read_submission(place, course)
    exercises = select_exercises(course, only) or default_exercises(course, submission, place)
    # The worker imports torch in its own process while this one does the same.
    server = None if in_process or not forks(worker) else start_server(course, isolation)
    kinds = KINDS if cases == "all" else (cases,)
    draws = html is not None
    report = grade(course, submission, exercises, device, seed, server, in_process, kinds, draws, quiet=as_json)
    if as_json:
        from grader.emit.record import dumps, record

        click.echo(dumps(record(report)), nl=False)
    else:
        from grader.cli.terminal import show_report

        show_report(report, course, submission, details)
    if html is not None:
        write_page(html, report, course)
    ctx.exit(exit_code(report))


def default_exercises(course: Course, submission: Submission, place: Path) -> list[str]:
    """A folder or an archive answers for the whole course, a file for the units it holds."""
    if place.is_dir() or is_archive(place):
        return [exercise.id for exercise in course.exercises]
    return [exercise.id for exercise in course.exercises if submission.source(exercise.unit)]


def forks(worker: str) -> bool:
    """Whether to fork children from a warm server."""
    if worker == "auto":
        return sys.platform.startswith("linux")
    if worker == "fork" and not hasattr(os, "fork"):
        raise CourseError("This system cannot fork.", "Leave --worker at auto.")
    return worker == "fork"


def start_server(course: Course, level: str) -> WorkerServer:
    """A server whose children may see what the course shares, and not the course."""
    return WorkerServer(Wish(level, shared_folders(course), str(course.root / COURSE_FILE)))


def grade(
    course: Course, submission: Submission, exercises: list[str], device: str, seed: int | None,
    server: WorkerServer | None, in_process: bool, kinds: tuple[str, ...], draws: bool, quiet: bool,
) -> Report:  # fmt: skip
    """Holds a session for the one submission."""
    from grader.cli.progress import Progress
    from grader.devices import find_accelerator
    from grader.grading import Grading
    from grader.judge import Judge, hold_session

    accelerator = find_accelerator(device)
    if server is not None:
        server.uses_accelerator = accelerator is not None
    grading = Grading(course, choose_launch(server, in_process), accelerator, seed)
    reports: list[Report] = []

    def work(judge: Judge) -> None:
        with Progress(len([c for c in judge.cases if c.exercise in set(exercises)]), quiet) as progress:
            judge.isolation = isolation_name(server, in_process)
            judge.draws = draws
            reports.append(judge.grade(submission, exercises, progress.tell))

    try:
        wanted = set(exercises)
        units = [unit.id for unit in course.units if any(e.id in wanted for e in unit.exercises)]
        hold_session(grading, "", work, units, kinds)
    finally:
        grading.close()
    return reports[0]


def choose_launch(server: WorkerServer | None, in_process: bool) -> Launch:
    """Where the student's code will run."""
    from grader.grading import ForkLaunch, launch_in_process, launch_plain

    if in_process:
        return launch_in_process
    return ForkLaunch(server) if server else launch_plain


def isolation_name(server: WorkerServer | None, in_process: bool) -> str:
    """The level that the record names."""
    if server is None:
        return "none" if in_process else "process"
    server.wait_until_ready()
    return server.standing.level


def write_page(file: Path, report: Report, course: Course) -> None:
    """The feedback page."""
    from grader.batch.records import write_whole
    from grader.emit.page import page
    from grader.emit.record import record

    with writing(file):
        write_whole(file, page(record(report), course, report.submission.sources, report.drawings))
    click.echo(translate("feedback page: {file}", file=clean(str(file))), err=True)


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Raises SetupError where the feedback page cannot be written."""
    try:
        yield
    except OSError as error:
        told = f"The feedback page cannot be written to {clean(str(file))}: {error.strerror}."
        raise SetupError(told, "Name another file with --html.") from None


def exit_code(report: Report) -> Exit:
    """0 full marks so far, 1 points lost, 2 when a case broke by the grader's own fault."""
    if not report.is_graded:
        return Exit.CANNOT_GRADE
    lost = report.possible - report.pending - report.earned
    return Exit.POINTS_LOST if lost else Exit.FULL_MARKS
