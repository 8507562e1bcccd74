"""The whole course in a terminal: a sign for each exercise, and its points beside it."""

from __future__ import annotations

from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.advice import is_not_started
from grader.emit.record import clean
from grader.model import Course, ExerciseReport, Outcome, Report
from grader.words import translate

SIGNS = {
    "full": ("✓", "green"),
    "part": ("◐", "yellow"),
    "none": ("✗", "red"),
    "todo": ("·", "dim"),
    "pending": ("◌", "cyan"),
}


def state(report: ExerciseReport) -> str:
    """`full`, `part`, `none`, `todo` (the stub is untouched) or `pending`."""
    judged = [each for each in report.cases if each.verdict.outcome is not Outcome.PENDING]
    if not judged:
        return "pending"
    if all(is_not_started(each.verdict.message) for each in judged):
        return "todo"
    if all(each.verdict.outcome is Outcome.PASSED for each in judged):
        return "full"
    return "part" if report.earned or any(each.verdict.outcome is Outcome.PASSED for each in judged) else "none"


def points(value: Decimal) -> str:
    """A number without needless zeros."""
    return f"{value.normalize():f}"


def points_table(report: Report, course: Course) -> Table:
    """What was earned, by unit; where the window is narrow, titles are broken, and signs and points stay whole."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=1)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for unit in course.units:
        mine = [each for each in report.exercises if each.exercise.unit == unit.id]
        if not mine:
            continue
        earned = sum((each.earned for each in mine), Decimal(0))
        possible = sum((each.possible for each in mine), Decimal(0))
        table.add_row()
        table.add_row("", Text(unit.title, style="bold"), Text(f"{points(earned)} / {points(possible)}", style="bold"))
        for each in mine:
            table.add_row(*_row(each))
    return table


def _row(report: ExerciseReport) -> tuple[Text, Text, str, str]:
    sign, style = SIGNS[state(report)]
    waiting = translate("({points} pending)", points=points(report.pending)) if report.pending else ""
    worth = f"{points(report.earned)} / {points(report.possible)}"
    return Text(sign, style=style), Text(report.exercise.name), worth, waiting


def show_list(console: Console, course: Course, done: set[str], current: str) -> None:
    """Every exercise, the finished ones and the present one marked."""
    for unit in course.units:
        console.print(Text(f"\n{clean(unit.title)}", style="bold"))
        for exercise in unit.exercises:
            sign, style = SIGNS["full" if exercise.id in done else "todo"]
            here = f"  ← {translate('here')}" if exercise.id == current else ""
            console.print(Text.assemble((f"  {sign} ", style), clean(exercise.name), (here, "cyan")))
