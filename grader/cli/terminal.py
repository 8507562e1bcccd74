"""A report as a person reads it in a terminal: units and points first, then each lost point with what to look at."""

from __future__ import annotations

import ast
import contextlib
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.overview import points, points_table, state
from grader.emit.record import clean
from grader.intake.notebook import read_task
from grader.model import CaseReport, Course, Exercise, ExerciseReport, Outcome, Report, Source, Submission
from grader.words import mark, translate

SHOWN_CASES = 2
SHOWN_NOTES = 12
WORDS = {
    Outcome.FAILED: mark("came"),
    Outcome.RAISED: mark("raised"),
    Outcome.TIMED_OUT: mark("time"),
    Outcome.CRASHED: mark("crash"),
    Outcome.OUT_OF_MEMORY: mark("memory"),
    Outcome.NOT_FOUND: mark("missing"),
    Outcome.BROKEN: mark("grader"),
}


def show_report(report: Report, course: Course, submission: Submission, details: bool) -> None:
    """Prints the report on standard output."""
    console = Console(highlight=False, emoji=False, soft_wrap=False)
    console.print(Text(clean(course.title), style="bold"))
    console.print(points_table(report, course))
    started = [each for each in report.exercises if state(each) != "todo"]
    for exercise in started:
        if state(exercise) in ("part", "none"):
            show_exercise(console, exercise, details)
    show_notes(console, report)
    _show_pending(console, report)
    _show_score(console, report, submission, bool(started))


def show_task(console: Console, exercise: Exercise, submission: Submission) -> None:
    """What an exercise asks, in the words of the student's own file."""
    source = submission.source(exercise.unit)
    told = task_of(source, exercise.name) if source else ""
    console.print(Text(f"\n{clean(told)}\n" if told else ""))
    file = clean(source.path.name) if source else f"{exercise.unit}.py"
    told = "Not started yet: it is in {file}, for {points} points."
    console.print(Text(translate(told, file=file, points=points(exercise.points)), style="dim"))


def task_of(source: Source, function: str) -> str:
    """The whole task: a notebook tells it above the cell, where the docstring is a line only."""
    if source.path.suffix == ".ipynb":
        with contextlib.suppress(OSError):
            if told := read_task(source.path.read_bytes(), function):
                return told
    return docstring_of(source, function)


def docstring_of(source: Source, function: str) -> str:
    """The text under a function's name, from a file that may be half written."""
    for cell in source.cells:
        try:
            tree = ast.parse(cell.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == function:
                return ast.get_docstring(node) or ""
    return ""


def show_exercise(console: Console, report: ExerciseReport, details: bool, hint: str = "") -> None:
    """What was lost in one exercise, why, and what to look at."""
    lost = [each for each in report.cases if each.verdict.outcome not in (Outcome.PASSED, Outcome.PENDING)]
    console.print()
    missing = points(report.possible - report.earned - report.pending)
    told = translate("{missing} of {possible} points lost", missing=missing, possible=points(report.possible))
    console.print(Text.assemble((report.exercise.id, "bold"), (f"   {told}", "dim")))
    seen: set[str] = set()
    shown = 0
    for case in lost:
        message = case.verdict.message
        if message in seen or (not details and shown == SHOWN_CASES):
            continue
        seen.add(message)
        shown += 1
        _show_case(console, case)
    if len(lost) > shown:
        more = translate("{count} more of its cases (--details shows all)", count=len(lost) - shown)
        console.print(Text("" if details else f"  … {more}", style="dim"))
    if report.exercise.hints:
        where = hint or f"grade hint {report.exercise.id}"
        console.print(Text(f"  {translate('look at')}  {where}", style="dim"))


def _show_case(console: Console, case: CaseReport) -> None:
    verdict = case.verdict
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=9, no_wrap=True)
    grid.add_column(overflow="fold")
    if verdict.case.asked:
        asked = verdict.case.asked
        if verdict.case.device == "accelerator":
            # The same is asked on the CPU, where it may have been passed.
            asked = translate("On the accelerator: {asked}", asked=asked)
        grid.add_row(Text(f"  {translate('asked')}", style="dim"), Text(clean(asked)))
    grid.add_row(Text(f"  {translate(WORDS[verdict.outcome])}", style="red"), Text(clean(verdict.message)))
    console.print(grid)


def show_notes(console: Console, report: Report) -> None:
    """What was met while the file was read."""
    if not report.notes:
        return
    console.print()
    console.print(Text(translate("Met while reading your file"), style="bold"))
    for note in report.notes[:SHOWN_NOTES]:
        console.print(Text(f"  {clean(note.where)}: {clean(note.message)}"))
    if len(report.notes) > SHOWN_NOTES:
        more = translate("and {count} more (--json has all)", count=len(report.notes) - SHOWN_NOTES)
        console.print(Text(f"  … {more}", style="dim"))


def _show_pending(console: Console, report: Report) -> None:
    told = {
        c.verdict.message
        for e in report.exercises
        for c in e.cases
        if c.verdict.outcome is Outcome.PENDING and c.verdict.message
    }
    for message in sorted(told):
        console.print()
        console.print(Text.assemble((f"{translate('no points lost')}  ", "cyan"), clean(message)))


def _show_score(console: Console, report: Report, submission: Submission, anything: bool) -> None:
    console.print()
    if not report.is_graded:
        told = translate("Not graded: a case of the course broke, which is not your fault. Tell your instructor.")
        console.print(Text(told, style="bold red"))
        return
    score = "Score so far: {earned} of {possible}" if report.pending else "Score: {earned} of {possible}"
    told = translate(score, earned=points(report.earned), possible=points(report.possible))
    console.print(Text(told, style="bold"))
    if report.pending:
        waiting = "{points} points wait for a machine with an accelerator."
        console.print(translate(waiting, points=points(report.pending)))
    if not report.hidden_cases:
        console.print(translate("Only the example cases were run: hidden ones remain, and decide the grade."))
    if not anything and report.exercises:
        _show_start(console, report.exercises[0], submission)


def _show_start(console: Console, first: ExerciseReport, submission: Submission) -> None:
    source = submission.source(first.exercise.unit)
    file = near(source.path) if source else f"{first.exercise.unit}.py"
    console.print()
    start = translate(
        "Nothing is filled in yet. Start with `{name}` in {file}: read its docstring, "
        "replace the line `raise NotImplementedError(...)` with your code, save, and run this again.",
        name=first.exercise.name,
        file=clean(file),
    )
    console.print(start, markup=False)
    console.print(translate("Stuck? `grade hint {exercise}`", exercise=first.exercise.id), markup=False)


def near(path: Path) -> str:
    """A path as one would type it here; of one that lies elsewhere, its name."""
    here = Path.cwd()
    return path.absolute().relative_to(here).as_posix() if path.absolute().is_relative_to(here) else path.name
