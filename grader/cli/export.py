"""`grade export`: records and class tables in the forms that learning platforms and CI systems read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

import click

from grader.batch.graded import Graded, parse_record, read_lines, read_records, read_text
from grader.batch.records import write_whole
from grader.cli.exits import Exit
from grader.cli.options import course_option
from grader.cli.written import CLASS_FORMATS, RECORD_FORMATS, Wish, write_class, write_record
from grader.emit.downloaded import Filled
from grader.emit.line import Line, line_of
from grader.emit.reading import is_graded
from grader.emit.record import clean
from grader.errors import ExportError, IntakeError


@dataclass
class Found:
    """What the sources hold."""

    records: list[Graded] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    is_class: bool = False


@click.command("export")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="SOURCE…")
@click.option(
    "--format", "form", required=True, type=click.Choice([*RECORD_FORMATS, *CLASS_FORMATS]), help="What to write."
)
@click.option("--out", type=click.Path(path_type=Path), help="A file, or a folder for the records of a class.")
@click.option("--template", type=click.Path(path_type=Path), help="canvas, moodle: the downloaded file to fill in.")
@click.option("--assignment", metavar="NAME", help="canvas, moodle: the assignment, grade item or grade column.")
@click.option("--out-of", metavar="N", help="canvas, moodle: scale scores to what the platform counts.")
@click.option("--scale", type=click.IntRange(1), default=100, show_default=True, help="classroom50: whole points.")
@click.option("--metadata", type=click.Path(path_type=Path), help="gradescope: submission_metadata.json, for lateness.")
@click.option("--note", "notes", multiple=True, metavar="TEXT", help="A sentence to add to each record (repeatable).")
@course_option
@click.pass_context
def export_command(
    ctx: click.Context, sources: tuple[Path, ...], form: str, out: Path | None, template: Path | None,
    assignment: str | None, out_of: str | None, scale: int, metadata: Path | None, notes: tuple[str, ...],
    course_folder: Path | None,
) -> None:  # fmt: skip
    """Write results in another form: SOURCE is a record, a folder that `grade batch` wrote, or `-` for standard input.

    Exit code 1: written, but somebody is left out, which is told on standard error.
    """
    wish = Wish(
        form, assignment, points(out_of), scale, metadata, course_folder, read_text(template) if template else ""
    )
    found = read_sources(sources, form in CLASS_FORMATS, notes)
    try:
        if form in CLASS_FORMATS:
            ctx.exit(export_class(found, wish, out))
        ctx.exit(export_records(found, wish, out))
    except ValueError as error:
        refuse(error, form)


def refuse(error: ValueError, form: str) -> NoReturn:
    """What an emitter cannot do, as an error with a way out."""
    hints = {
        "canvas": "Give --template GRADEBOOK.csv as Canvas exports it, and --assignment NAME.",
        "moodle": "Give --assignment NAME, --out-of 100, or another --template.",
        "classroom50": "Exit code 2 makes the runner record an error, and no score.",
    }
    raise ExportError(str(error), hints.get(form, "Export fewer cases at a time, or as json.")) from None


def read_sources(sources: Sequence[Path], for_class: bool, notes: Sequence[str]) -> Found:
    """The records, or the lines of a class."""
    found = Found()
    for source in sources:
        if source.is_dir():
            found.is_class = True
            if for_class:
                found.lines += read_lines(source)
            else:
                found.records += read_records(source)
        else:
            record = parse_record(standard_input() if str(source) == "-" else read_text(source), str(source))
            found.records.append(Graded(source.stem if str(source) != "-" else "record", record))
            found.lines.append(line_of(record))
    for each in found.records:
        each.record["notes"] += [{"kind": "grading", "where": "grading", "message": clean(text)} for text in notes]
    return found


def standard_input() -> str:
    """What is piped in; raises IntakeError where it is no text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise IntakeError("Standard input is not UTF-8 text.", "Pipe a record in.") from None


def export_records(found: Found, wish: Wish, out: Path | None) -> Exit:
    """A file for each record, or the only one to standard output."""
    many = found.is_class or len(found.records) > 1
    if many and out is None:
        raise ExportError("There are several records, and it is not said where they shall go.", "Add --out FOLDER.")
    if many and wish.form == "classroom50":
        raise ExportError("Classroom 50 takes one submission at a time.", "Name one record.")
    names = [each.name for each in found.records]
    if len(set(names)) < len(names):
        raise ExportError("Two of the records have files of the same name.", "Export them one folder at a time.")
    for each in found.records:
        suffix, text = write_record(each, wish)
        put(text, out / f"{each.name}{suffix}" if out and (many or out.is_dir()) else out)
    not_graded = [each.name for each in found.records if not is_graded(each.record)]
    tell([f"NOT GRADED: {name}" for name in not_graded])
    if not_graded:
        return Exit.POINTS_LOST if many else Exit.CANNOT_GRADE
    return Exit.FULL_MARKS


def export_class(found: Found, wish: Wish, out: Path | None) -> Exit:
    """One file for everybody."""
    students = [line.student for line in found.lines]
    if len(set(students)) < len(students):
        twice = next(name for name in students if students.count(name) > 1)
        raise ExportError(f"{clean(twice)} is in several of the sources.", "Join them first: `grade merge`.")
    filled: Filled = write_class(found.lines, wish)
    put(filled.text, out)
    tell([*(f"left out: {said}" for said in filled.left_out), *filled.remarks])
    return Exit.POINTS_LOST if filled.left_out else Exit.FULL_MARKS


def put(text: str, out: Path | None) -> None:
    """Byte for byte: line ends are part of some formats."""
    if out is None:
        click.echo(text.encode("utf-8"), nl=False)
        return
    try:
        write_whole(out, text)
    except OSError as error:
        raise ExportError(f"{out} cannot be written: {error.strerror}.", "Give another --out.") from None


def tell(sentences: Sequence[str]) -> None:
    """Talk goes to standard error."""
    for sentence in sentences:
        click.echo(clean(sentence), err=True)


def points(text: str | None) -> Decimal | None:
    """`--out-of` as a number above zero."""
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not (value.is_finite() and value > 0):
        raise ExportError(f"--out-of {text} is no number of points.", "Write it as 100 or 12.5.")
    return value
