"""What is in a gradebook: where everybody stands, points set by hand, and who changed what."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.batch.order import Order, read_order
from grader.batch.records import write_whole
from grader.batch.standing import Standing, standing_from
from grader.batch.table import absent_people, counting_attempts, final_of, table_of
from grader.cli.options import course_option, open_course, select_exercises
from grader.emit.record import clean
from grader.errors import IntakeError
from grader.model import Course
from grader.store import Gradebook

out_option = click.option(
    "--out", type=click.Path(path_type=Path), default="graded", show_default=True, help="What `grade batch` wrote."
)
gradebook_option = click.option("--gradebook", metavar="URL", help="The database, if it is not OUT/gradebook.db.")

# Wide enough that nothing is broken or cut in what a program reads.
WHOLE_LINES = 10_000


def open_book(out: Path, gradebook: str | None) -> tuple[Order, Gradebook]:
    """The order behind a folder of results, and its gradebook."""
    order = read_order(out)
    return order, Gradebook.open(gradebook or order.gradebook or out / "gradebook.db")


def write_scores(course: Course, book: Gradebook, out: Path, order: Order) -> list[Standing]:
    """The class table from the gradebook alone; the standings in it."""
    standings = [standing_from(each) for each in book.newest_records()]
    write_whole(out / "scores.csv", table_of(course, book, standings, order))
    return standings


@click.command("report")
@click.argument("student", required=False)
@out_option
@gradebook_option
@course_option
def report_command(student: str | None, out: Path, gradebook: str | None, course_folder: Path | None) -> None:
    """Show where the class stands, or every record of one STUDENT; brings OUT/scores.csv up to date."""
    order, book = open_book(out, gradebook)
    with book:
        course = open_course(course_folder, Path(order.place))
        standings = write_scores(course, book, out, order)
        if student is not None:
            show_history(book, student)
        else:
            show_class(course, book, standings, order)


def show_class(course: Course, book: Gradebook, standings: list[Standing], order: Order) -> None:
    """A line for each attempt."""
    overrides = {(each.student, each.exercise): each.points for each in book.overrides()}
    people = {each.id: each for each in book.students()}
    finals = [(each, final_of(course, each, people, overrides)) for each in standings]
    counting = counting_attempts(finals, order.attempts)
    rows = []
    for each, final in finals:
        counts = "" if (each.student, each.attempt) in counting else "does not count"
        told = [*final.reasons, each.remark, counts, "" if each.is_graded else "NOT GRADED"]
        score = f"{final.score:f} / {final.possible:f}"
        rows.append((each.student, str(each.attempt), score, f"{each.pending:f}", "; ".join(filter(None, told))))
    rows += [(student, "", "", "", why) for student, why in absent_people(people, standings, order)]
    show_table(("student", "attempt", "final", "pending", "remarks"), rows)


def show_history(book: Gradebook, student: str) -> None:
    """Every record there has been of a student, the oldest first."""
    history = book.history(student)
    if not history:
        raise without_record(book, student)
    rows = []
    for each in history:
        standing = standing_from(each)
        earned = sum(standing.earned.values(), Decimal(0))
        rows.append((each.made, str(each.attempt), f"{earned:f}", f"{standing.pending:f}", each.came_from["path"]))
    show_table(("graded", "attempt", "raw", "pending", "from"), rows)


def without_record(book: Gradebook, student: str) -> IntakeError:
    """Of somebody who is on the roster it is said what is missing."""
    told = f"There is no record of `{student}`"
    if any(each.id == student for each in book.students()):
        return IntakeError(
            f"{told}: nothing of theirs has been graded.",
            "Points set by hand need one: put a file under that name among the submissions, and grade the class again.",
        )
    return IntakeError(f"{told}.", "`grade report` lists everybody.")


@click.command("override")
@click.argument("student")
@click.argument("exercise")
@click.argument("points")
@click.option("--reason", required=True, help="Why; it is kept in the audit trail.")
@click.option("--who", default=None, help="Who decides so (default: your user name).")
@out_option
@gradebook_option
@course_option
def override_command(
    student: str, exercise: str, points: str, reason: str, who: str | None, out: Path, gradebook: str | None,
    course_folder: Path | None,
) -> None:  # fmt: skip
    """Set a STUDENT's POINTS for an EXERCISE by hand, whatever is graded again; `none` for POINTS lifts that."""
    order, book = open_book(out, gradebook)
    with book:
        course = open_course(course_folder, Path(order.place))
        chosen = one_exercise(course, exercise)
        if not any(each.student == student for each in book.newest_records()):
            raise without_record(book, student)
        author = who or getpass.getuser()
        said = "as graded"
        if points.lower() == "none":
            if not book.lift_override(student, chosen, reason, author):
                raise IntakeError(f"Nothing is set by hand for {student} in {chosen}.", "`grade audit` shows what was.")
        else:
            said = set_by_hand(course, book, student, chosen, parse_points(points), reason, author)
        write_scores(course, book, out, order)
    click.echo(clean(f"{student}, {chosen}: {said} ({reason})"))


def set_by_hand(
    course: Course, book: Gradebook, student: str, exercise: str, points: Decimal, reason: str, who: str
) -> str:
    """Keeps a person's word and gives it back; more than an exercise is worth may be meant, or a slip."""
    book.override(student, exercise, points, reason, who)
    worth = next(each.points for each in course.exercises if each.id == exercise)
    if points > worth:
        told = f"That is more than {exercise} is worth. If it is a slip, give the number again, or `none`."
        click.echo(clean(told), err=True)
    return f"{points} of {worth} points"


def one_exercise(course: Course, name: str) -> str:
    """The id of the one exercise that is meant."""
    found = select_exercises(course, (name,))
    if len(found) != 1:
        raise IntakeError(f"`{name}` is {len(found)} exercises.", "Name one: unit.function.")
    return found[0]


def parse_points(text: str) -> Decimal:
    """Points that a person typed: at least 0, at most two places."""
    try:
        points = Decimal(text)
    except InvalidOperation:
        points = Decimal(-1)
    if not points.is_finite() or points < 0 or points != points.quantize(Decimal("0.01")):
        raise IntakeError(f"`{text}` is no number of points.", "Give a number such as 3 or 2.5, or `none`.")
    return points


@click.command("audit")
@click.argument("student", required=False)
@out_option
@gradebook_option
def audit_command(student: str | None, out: Path, gradebook: str | None) -> None:
    """Show who changed what, the oldest first; of one STUDENT or of all."""
    _, book = open_book(out, gradebook)
    with book:
        trail = book.audit(student)
    if student is not None and not trail:
        raise IntakeError(f"Nothing was ever changed for `{student}`.", "`grade report` lists everybody.")
    columns = ("made", "who", "student", "what", "before", "after")
    show_table(columns, [tuple(short(each[column]) for column in columns) for each in trail])


def short(value: object) -> str:
    """A digest by its beginning."""
    text = "" if value is None else str(value)
    return f"{text[:8]}…" if len(text) == 64 and text.isalnum() else text


def show_table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Plain, whole lines where nobody watches."""
    console = Console()
    if not console.is_terminal:
        console.width = WHOLE_LINES
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    console.print(table)
