"""`grade new`: starts a course, a unit or an exercise, with marked places for its author to fill in."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from grader.cli.options import course_option, open_course
from grader.scaffold.making import Files, new_course, new_exercise, new_unit, write
from grader.scaffold.marks import MARK, marks_in
from grader.scaffold.names import read_name

POINTS = "1"


def read_points(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A number of points above zero, as it goes into the course file."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise click.BadParameter(f"`{value}` is no number.", ctx, param) from None
    if not number.is_finite() or not 0 < number <= 10_000 or number != round(number, 2):
        raise click.BadParameter(f"`{value}` must be above 0, with at most two decimals.", ctx, param)
    return f"{number:f}"


exercise_argument = click.argument("exercise", metavar="UNIT.FUNCTION")
points_option = click.option(
    "--points", default=POINTS, callback=read_points, help=f"What it is worth (default: {POINTS})."
)


@click.group("new")
def new_command() -> None:
    """Start a course, a unit or an exercise; what you must write is marked in the files."""


@new_command.command("course")
@click.argument("folder", type=click.Path(path_type=Path))
@exercise_argument
@click.option("--title", default="", help="The course's title.")
@points_option
def course_command(folder: Path, exercise: str, title: str, points: str) -> None:
    """Start a course in FOLDER, with one unit and one exercise in it."""
    name = read_name(exercise)
    told = " ".join(title.split()) or f"{MARK}: the course's title"
    finish(folder, new_course(folder, name, told, points))


@new_command.command("unit")
@exercise_argument
@points_option
@course_option
def unit_command(exercise: str, points: str, course_folder: Path | None) -> None:
    """Add a unit with one exercise at the end of the course."""
    course = open_course(course_folder)
    finish(course.root, new_unit(course, read_name(exercise), points))


@new_command.command("exercise")
@exercise_argument
@points_option
@course_option
def exercise_command(exercise: str, points: str, course_folder: Path | None) -> None:
    """Add an exercise at the end of a unit."""
    course = open_course(course_folder)
    finish(course.root, new_exercise(course, read_name(exercise), points))


def finish(root: Path, files: Files) -> None:
    """Writes, and says what is left to the author."""
    write(root, files)
    click.echo(f"Written in {root}. Fill in the places marked {MARK}:\n")
    for place, text in files.items():
        for mark in marks_in(text, place):
            click.echo(f"  {mark.where}: {mark.text}")
    click.echo(
        "\nThen: grade build makes the stub and the notebook, and grade check proves that the cases notice wrong"
        "\nanswers and let right ones pass."
    )
