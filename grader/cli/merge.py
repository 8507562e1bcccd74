"""`grade merge`: the records of shards, or of a CPU and a GPU machine, become one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from grader.batch.failures import failures
from grader.batch.handed import parse_shard
from grader.batch.merge import disagreements, merge_records
from grader.batch.order import Order, read_order
from grader.batch.pages import Pages, classes_of
from grader.batch.records import attempt_name, write_whole
from grader.batch.together import Joined, join_books
from grader.cli.exits import Exit
from grader.cli.gradebook import write_scores
from grader.cli.language import speak
from grader.cli.options import course_option, open_course
from grader.emit.record import clean, dumps
from grader.errors import IntakeError
from grader.store import Gradebook

Record = Mapping[str, Any]


@click.command("merge")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="A folder for a class, a file for a record.")
@click.option("--gradebook", metavar="URL", help="A database instead of OUT/gradebook.db.")
@click.option("--pages", is_flag=True, help="Write feedback pages, also where no part has any.")
@course_option
@click.pass_context
def merge_command(
    ctx: click.Context, sources: tuple[Path, ...], out: Path | None, gradebook: str | None, pages: bool,
    course_folder: Path | None,
) -> None:  # fmt: skip
    """Join results: SOURCES are folders that `grade batch --out` wrote, or records that `grade run --json` printed.

    A case that one machine could not judge takes the verdict of another that could. What both judged counts as the
    first one says, and a difference is told. A class whose parts have feedback pages gets new ones.
    """
    for each in sources:
        if not each.exists():
            raise IntakeError(f"{each} cannot be read: it is not there.", "Give records or folders.")
    if all(each.is_dir() for each in sources):
        ctx.exit(merge_classes(sources, out, gradebook, pages, course_folder))
    if any(each.is_dir() for each in sources):
        raise IntakeError("Folders and records cannot be joined in one go.", "Give folders alone, or records alone.")
    if pages:
        raise IntakeError("Pages are made of a class, with its code.", "Give folders that `grade batch --out` wrote.")
    merged = merge_files([(str(each), read_record(each)) for each in sources])
    if out is None:
        click.echo(dumps(merged), nl=False)
    else:
        write_whole(out, dumps(merged))
    ctx.exit(Exit.FULL_MARKS if merged["score"]["graded"] else Exit.CANNOT_GRADE)


def read_record(path: Path) -> Record:
    """A record from a file; raises IntakeError where it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror}.", "Give records or folders.") from None
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("schema") != "grade-report/1":
        raise IntakeError(f"{path} holds no record.", "A record is what `grade run --json` prints.")
    return data


def merge_files(records: list[tuple[str, Record]]) -> dict[str, Any]:
    """One after the other; what two say differently is told."""
    _, first = records[0]
    merged = dict(first)
    for name, record in records[1:]:
        tell_disagreements(name, disagreements(merged, record))
        merged = merge_records(merged, record)
    return merged


def tell_disagreements(name: str, cases: list[str]) -> None:
    """A case should end alike wherever it runs."""
    if cases:
        click.echo(clean(f"{name} judges otherwise, and does not count there: {listed(cases)}"), err=True)


def listed(names: list[str]) -> str:
    """The first few, and how many more there are."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def merge_classes(
    sources: tuple[Path, ...], out: Path | None, gradebook: str | None, pages: bool, course_folder: Path | None
) -> Exit:
    """Several gradebooks become one, with its records, its class table, and pages if there were any."""
    if out is None:
        raise IntakeError("It is not said where the joined class shall go.", "Add --out FOLDER.")
    if out.resolve() in {each.resolve() for each in sources}:
        raise IntakeError(f"{out} is one of those to be joined.", "Give another folder to --out.")
    twice = next((each for n, each in enumerate(sources) if each.resolve() in {e.resolve() for e in sources[:n]}), None)
    if twice is not None:
        raise IntakeError(f"{twice} is named twice.", "Name each part once: is another one missing?")
    orders = [read_order(each) for each in sources]
    pages = pages or any(order.pages for order in orders)
    speak(orders[0].language)
    course = open_course(course_folder, Path(orders[0].place))
    with Gradebook.open(gradebook or out / "gradebook.db") as book:
        joined = Joined(book, out)
        for source, order in zip(sources, orders, strict=True):
            with Gradebook.open(order.gradebook or source / "gradebook.db") as other:
                tell_disagreements(str(source), join_books(joined, other))
        choice, absent = joined_choice(orders), joined_absence(orders)
        whole = replace(orders[0], shard=None, gradebook=gradebook, pages=pages, only=choice, absent=absent)
        whole.keep(out)
        standings = write_scores(course, book, out, whole)
        write_pages(Pages(course, joined), orders, pages)
        broken = what_broke(book, {each.student for each in standings if not each.is_graded})
    for part in missing_parts(orders):
        click.echo(
            f"Part {part} of the class is not among them: its students are not graded in the joined one.", err=True
        )
    for line in broken:
        click.echo(clean(line), err=True)
    click.echo(f"{len(standings)} records of {len(sources)} folders\nscores: {out / 'scores.csv'}")
    if pages:
        click.echo(f"feedback: {out / 'feedback'}")
    return Exit.CANNOT_GRADE if broken else Exit.FULL_MARKS


def what_broke(book: Gradebook, students: set[str]) -> list[str]:
    """Who is not graded, by what, and what to do; nothing where everybody is."""
    records = [each for each in book.newest_records() if each.student in students]
    named = [(attempt_name(each.student, each.attempt), json.loads(each.record)) for each in records]
    return [*failures(named), "Grade the class there once more."] if named else []


def joined_choice(orders: list[Order]) -> tuple[str, ...]:
    """The exercises that a regrade looks at: those of all parts; nothing named means the whole course."""
    return tuple(dict.fromkeys(name for order in orders for name in order.only)) if all(o.only for o in orders) else ()


def joined_absence(orders: list[Order]) -> tuple[str, ...] | None:
    """Who has handed in nothing as any part says; who has is told by the records."""
    if any(order.absent is None for order in orders):
        return None
    return tuple(dict.fromkeys(name for order in orders for name in order.absent or ()))


def missing_parts(orders: list[Order]) -> list[str]:
    """The parts of a class that nobody has given, as `3/10`."""
    parts = [parse_shard(order.shard) for order in orders]
    several = max(of for _, of in parts)
    if any(of != several for _, of in parts):
        return []
    return [f"{number}/{several}" for number in range(1, several + 1) if (number, several) not in parts]


def write_pages(pages: Pages, orders: list[Order], are_wanted: bool) -> None:
    """Feedback pages, where they are wanted; what they lack is told."""
    if not are_wanted:
        pages.remove()
        return
    without = pages.write(classes_of(orders))
    if without:
        told = f"No code on the page of {listed(without)}: it is not, or not as it was graded, in"
        places = ", ".join(dict.fromkeys(order.place for order in orders))
        click.echo(clean(f"{told} {places}."), err=True)
