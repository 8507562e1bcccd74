"""A report as a person reads it in a terminal: units and points first, then each lost point with what to look at."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.lines import folded
from grader.cli.overview import points, points_table, state
from grader.cli.task import where_of
from grader.emit.reading import no_points_lost
from grader.emit.record import clean
from grader.model import CaseReport, Course, ExerciseReport, Outcome, Report, Submission
from grader.words import mark, translate

SHOWN_CASES = 2
LABEL = 9
SHOWN_NOTES = 12
# From so many on, exercises that are not there are named in one line.
MANY_ABSENT = 3
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
    absent = [each for each in started if is_absent(each)]
    if len(absent) < MANY_ABSENT:
        absent = []
    for exercise in started:
        if state(exercise) in ("part", "none") and exercise not in absent:
            show_exercise(console, exercise, details)
    if absent:
        names = ", ".join(each.exercise.name for each in absent)
        _say(console, "\n" + translate("Not in your file: {names}.", names=names))
    show_notes(console, report)
    _show_pending(console, report)
    show_score(console, report)
    if report.is_graded and report.exercises and not started:
        _show_start(console, report.exercises[0], submission)
    if not report.hidden_cases and all(state(each) in ("full", "pending") for each in report.exercises):
        _show_next(console, report, course)


def is_absent(report: ExerciseReport) -> bool:
    """Whether there is no more to say of an exercise than that it is not there."""
    nothing = translate("There is no `{name}` in your file.", name=report.exercise.name)
    judged = [each.verdict for each in report.cases if each.verdict.outcome is not Outcome.PENDING]
    return all(each.outcome is Outcome.NOT_FOUND and each.message == nothing for each in judged)


def show_exercise(console: Console, report: ExerciseReport, details: bool, hint: str = "") -> None:
    """What was lost in one exercise, why, and what to look at."""
    lost = [each for each in report.cases if each.verdict.outcome not in (Outcome.PASSED, Outcome.PENDING)]
    console.print()
    console.print(Text.assemble((report.exercise.id, "bold"), (f"   {what_it_costs(report, lost)}", "dim")))
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
        # Where a key shows hints, no option can be typed.
        more = translate(
            "{count} more of its cases" if hint else "{count} more of its cases (--details shows all)",
            count=len(lost) - shown,
        )
        if not details:
            console.print(Text(f"  … {more}", style="dim"))
    if report.exercise.hints:
        where = hint or f"grade hint {report.exercise.id}"
        label = set_cell_size(f"  {translate('look at')}", LABEL)
        console.print(Text(f"{label}  {where}", style="dim"))


def what_it_costs(report: ExerciseReport, lost: Sequence[CaseReport]) -> str:
    """The points that are lost; none by a fault of the course's own, nor where an example alone fails."""
    if any(each.verdict.outcome is Outcome.BROKEN for each in lost):
        return translate("not graded")
    missing = report.possible - report.earned - report.pending
    if not missing and all(each.verdict.case.visibility == "public" for each in lost):
        return no_points_lost(len(lost))
    return translate("{missing} of {possible} points lost", missing=points(missing), possible=points(report.possible))


def _show_case(console: Console, case: CaseReport) -> None:
    verdict = case.verdict
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=LABEL, no_wrap=True)
    grid.add_column(overflow="fold")
    width = console.width - LABEL - 2
    if verdict.case.asked:
        asked = verdict.case.asked
        if verdict.case.device == "accelerator":
            # The same is asked on the CPU, where it may have been passed.
            asked = translate("On the accelerator: {asked}", asked=asked)
        grid.add_row(Text(f"  {translate('asked')}", style="dim"), Text(folded(clean(asked), width)))
    came = folded(clean(verdict.message), width)
    grid.add_row(Text(f"  {translate(WORDS[verdict.outcome])}", style="red"), Text(came))
    console.print(grid)


def show_notes(console: Console, report: Report) -> None:
    """What was met while the file was read."""
    if not report.notes:
        return
    console.print()
    console.print(Text(translate("Met while reading your file"), style="bold"))
    for note in report.notes[:SHOWN_NOTES]:
        told = folded(f"{clean(note.where)}: {clean(note.message)}", console.width - 4)
        console.print(Text("  " + told.replace("\n", "\n    ")))
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
        console.print(Text(translate("no points lost"), style="cyan"))
        console.print(Text(folded(clean(message), console.width)))


def show_score(console: Console, report: Report) -> None:
    """The points, and what they do not say."""
    console.print()
    if not report.is_graded:
        told = translate("Not graded: a case of the course broke, which is not your fault. Tell your instructor.")
        console.print(Text(folded(told, console.width), style="bold red"))
        return
    score = "Score so far: {earned} of {possible}" if report.pending else "Score: {earned} of {possible}"
    told = translate(score, earned=points(report.earned), possible=points(report.possible))
    console.print(Text(told, style="bold"))
    if report.pending:
        waiting = "{points} points wait for a machine with an accelerator."
        _say(console, translate(waiting, points=points(report.pending)))
    if not report.hidden_cases:
        _say(console, translate("Only the example cases were run: hidden ones remain, and decide the grade."))


def _show_start(console: Console, first: ExerciseReport, submission: Submission) -> None:
    source = submission.source(first.exercise.unit)
    console.print()
    start = translate(
        "Nothing is filled in yet. Start with `{name}` in {file}: read its docstring, "
        "replace the line `raise NotImplementedError(...)` with your code, save, and run this again.",
        name=first.exercise.name,
        file=where_of(source, first.exercise),
    )
    _say(console, start)
    _say(console, translate("Stuck? `grade hint {exercise}`", exercise=first.exercise.id))


def _show_next(console: Console, report: Report, course: Course) -> None:
    """Where a student goes on who has finished what was looked at."""
    names = [each.id for each in course.exercises]
    following = names[max((names.index(each.exercise.id) for each in report.exercises), default=-1) + 1 :]
    if following:
        console.print()
        told = "Next: `{exercise}`. Leave `grade watch` open: it looks after every save."
        _say(console, translate(told, exercise=following[0]))


def _say(console: Console, sentence: str) -> None:
    console.print(Text(folded(sentence, console.width)))
