"""`grade list` and `grade hint`: what the course asks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click

from grader.cli.language import language_option
from grader.cli.lines import tell
from grader.cli.options import course_option, open_course, select_exercises
from grader.errors import CourseError
from grader.words import translate


@click.command("list")
@language_option
@course_option
def list_command(course_folder: Path | None) -> None:
    """List the course's units and exercises with their points."""
    course = open_course(course_folder)
    tell(course.title)
    for unit in course.units:
        total = sum((exercise.points for exercise in unit.exercises), Decimal(0))
        count = translate("({points} points, {file})", points=f"{total.normalize():f}", file=f"{unit.id}.py")
        tell(f"\n{unit.title}  {count}")
        for exercise in unit.exercises:
            where = f"  {translate('CPU and accelerator')}" if "accelerator" in exercise.devices else ""
            tell(f"  {exercise.id:<28} {exercise.points.normalize():f}{where}")


@click.command("hint")
@click.argument("exercise")
@click.option("--step", type=click.IntRange(min=1), help="How far to go: 1 is a nudge, the last nearly the answer.")
@language_option
@course_option
def hint_command(exercise: str, step: int | None, course_folder: Path | None) -> None:
    """Show hints for EXERCISE, the first one unless --step asks for more."""
    course = open_course(course_folder)
    chosen = [course.exercise(each) for each in select_exercises(course, (exercise,))]
    if len(chosen) != 1 or chosen[0] is None:
        raise CourseError(
            f"`{exercise}` is more than one exercise.", f"Say which: {', '.join(e.id for e in chosen if e)}."
        )
    hints = chosen[0].hints
    if not hints:
        tell(translate("There are no hints for {exercise}: read its docstring once more.", exercise=chosen[0].id))
        return
    shown = hints[: step or 1]
    for number, hint in enumerate(shown, 1):
        tell(f"{number}. {hint}")
    if len(shown) < len(hints):
        command = f"grade hint {chosen[0].id} --step {len(shown) + 1}"
        tell(f"\n{translate('More: {command}', command=command)}", err=True)
